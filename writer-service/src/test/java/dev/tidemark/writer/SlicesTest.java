package dev.tidemark.writer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class SlicesTest {
    @Test
    void aPollIsCutWhereItBecomesTooLargeAndNothingIsLostOrReordered() {
        assertThat(sizes(Slices.of(records(4, 4, 4, 20, 1, 9, 1), 10)))
                .isEqualTo(List.of(List.of(4, 4), List.of(4), List.of(20), List.of(1, 9), List.of(1)));
        assertThat(Slices.of(records(), 10)).isEmpty();
    }

    private static List<List<Integer>> sizes(List<List<ConsumerRecord<byte[], byte[]>>> slices) {
        return slices.stream()
                .map(slice ->
                        slice.stream().map(ConsumerRecord::serializedValueSize).toList())
                .toList();
    }

    private static List<ConsumerRecord<byte[], byte[]>> records(Integer... sizes) {
        return Arrays.stream(sizes)
                .map(size -> new ConsumerRecord<>(
                        "lane",
                        0,
                        0,
                        0,
                        TimestampType.CREATE_TIME,
                        0,
                        size,
                        new byte[0],
                        new byte[size],
                        new RecordHeaders(),
                        Optional.empty()))
                .toList();
    }
}
