package dev.tidemark.bench.letters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.bench.writer.Heartbeats;
import dev.tidemark.common.event.Decoded;
import dev.tidemark.common.event.EventReader;
import dev.tidemark.common.topic.DeliveryHistory;
import dev.tidemark.common.topic.EventHeaders;
import dev.tidemark.common.topic.Origin;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LetterRecordsTest {
    private static final Instant SEVEN = Instant.parse("2026-11-21T07:00:00Z");

    private final LetterRecords records = new LetterRecords(new Heartbeats(SEVEN), 100);

    @Test
    void noTwoLettersHaveTheSameOrigin() {
        List<String> origins = new ArrayList<>();

        for (LetterSet set : LetterSet.values()) {
            letters(set).forEach(letter -> origins.add(header(letter, DeliveryHistory.ORIGIN)));
        }

        assertThat(origins).hasSize(500).doesNotHaveDuplicates().allSatisfy(Origin::parse);
    }

    @ParameterizedTest
    @EnumSource
    void theEventOfALetterIsInTheTimeOfItsSet(LetterSet set) {
        assertThat(letters(set)).allSatisfy(letter -> {
            EventHeaders headers = EventHeaders.read(letter.headers());
            assertThat(headers.receivedAt().minus(Heartbeats.TRANSIT))
                    .isAfterOrEqualTo(records.from(set))
                    .isBefore(records.to(set));
            assertThat(letter.topic()).isEqualTo("tidemark.dead-letters");
        });
    }

    @ParameterizedTest
    @EnumSource
    void onlyTheDecoderRefusesWhatIsNoJson(LetterSet set) {
        assertThat(letters(set)).allSatisfy(letter -> assertThat(EventReader.read(letter.value()))
                .isInstanceOf(set == LetterSet.NO_JSON ? Decoded.Unreadable.class : Decoded.Valid.class));
    }

    @Test
    void whatTheStoreRefusesIsATextWithNul() {
        assertThat(letters(LetterSet.REFUSED)).allSatisfy(letter -> {
            assertThat(header(letter, "ce_type")).isEqualTo("page.visited");
            assertThat(new String(letter.value(), UTF_8)).contains("Pull\\u0000request");
        });
    }

    private List<ProducerRecord<byte[], byte[]>> letters(LetterSet set) {
        return records.span(set, 100)
                .places()
                .map(place -> records.of(set, place))
                .toList();
    }

    private static String header(ProducerRecord<byte[], byte[]> letter, String name) {
        return new String(letter.headers().lastHeader(name).value(), UTF_8);
    }
}
