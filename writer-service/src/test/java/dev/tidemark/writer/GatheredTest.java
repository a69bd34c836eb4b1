package dev.tidemark.writer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class GatheredTest {
    private static final TopicPartition ONE = new TopicPartition("lane", 1);
    private static final TopicPartition TWO = new TopicPartition("lane", 2);

    private final Gathered gathered = new Gathered(100, 1_000);

    @Test
    void itIsFullWithSoManyEventsOrBytes() {
        gathered.add(poll(ONE, 99, 1));
        assertThat(gathered.isFull()).isFalse();
        gathered.add(poll(TWO, 1, 1));
        assertThat(gathered.isFull()).isTrue();

        Gathered large = new Gathered(100, 1_000);
        large.add(poll(ONE, 2, 500));
        assertThat(large.isFull()).isTrue();
        assertThat(large.offsets()).containsOnlyKeys(ONE);
    }

    @Test
    void whatWentToOthersIsForgottenWhole() {
        gathered.add(poll(ONE, 2, 600));
        gathered.add(poll(TWO, 1, 7));

        gathered.drop(List.of(ONE));

        assertThat(gathered.isFull()).isFalse();
        assertThat(gathered.records()).hasSize(1);
        assertThat(gathered.offsets()).containsOnlyKeys(TWO);

        gathered.drop(List.of(TWO));
        assertThat(gathered.isEmpty()).isTrue();
    }

    private static ConsumerRecords<byte[], byte[]> poll(TopicPartition partition, int records, int bytes) {
        List<ConsumerRecord<byte[], byte[]>> polled = IntStream.range(0, records)
                .mapToObj(offset -> new ConsumerRecord<byte[], byte[]>(
                        partition.topic(),
                        partition.partition(),
                        offset,
                        0,
                        TimestampType.CREATE_TIME,
                        0,
                        bytes,
                        null,
                        new byte[bytes],
                        new RecordHeaders(),
                        Optional.empty()))
                .toList();
        return new ConsumerRecords<>(Map.of(partition, polled), Map.of(partition, new OffsetAndMetadata(records)));
    }
}
