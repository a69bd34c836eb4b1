package dev.tidemark.writer.letters;

import static dev.tidemark.writer.letters.DeadRecords.SEVEN;
import static dev.tidemark.writer.letters.DeadRecords.dead;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.common.event.EventTime;
import dev.tidemark.writer.store.Death;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class LetterReaderTest {
    private static final String REPLAY = "0c0fd8a0-7b9e-4b7c-9a51-5a7b1f1f2f0e";
    private static final Map<String, String> GOOD = Map.ofEntries(
            Map.entry("tm_origin", "tidemark.events.bulk-3@42"),
            Map.entry("tm_failure", "poison/refused_by_store"),
            Map.entry("tm_detail", "the store says untranslatable character (22P05)"),
            Map.entry("tm_sql_state", "22P05"),
            Map.entry("tm_attempt", "6"),
            Map.entry("tm_first_failed_at", "2026-11-21T06:59:00Z"),
            Map.entry("tm_writer", "0.1.0"),
            Map.entry("tm_replay", REPLAY),
            Map.entry("ce_source", "/users/ann%20b"),
            Map.entry("ce_subject", "s-1"),
            Map.entry("ce_id", "e-1"),
            Map.entry("ce_type", "page.visited"));

    @Test
    void whatTheWriterWroteIsRead() {
        Death death = LetterReader.read(dead(1, 7, "no JSON", GOOD));

        assertThat(death.origin()).isEqualTo("tidemark.events.bulk-3@42");
        assertThat(death.at()).isEqualTo(SEVEN);
        assertThat(death.event()).isEqualTo(new Death.Subject("ann b", "s-1", "e-1", "page.visited"));
        assertThat(death.cause().failure()).isEqualTo("poison/refused_by_store");
        assertThat(death.cause().sqlState()).isEqualTo("22P05");
        assertThat(death.cause().attempts()).isEqualTo(6);
        assertThat(death.cause().firstFailedAt()).isEqualTo(SEVEN.minusSeconds(60));
        assertThat(death.cause().writer()).isEqualTo("0.1.0");
        assertThat(death.cause().replay()).isEqualTo(UUID.fromString(REPLAY));
        assertThat(death.headers()).contains("{\"name\":\"tm_sql_state\",\"text\":\"22P05\"}");
    }

    @Test
    void aRecordThatSaysNothingIsALetterAllTheSame() {
        Death death = LetterReader.read(dead(2, 9, null, Map.of()));

        assertThat(death.origin()).isEqualTo("tidemark.dead-letters-2@9");
        assertThat(death.event()).isEqualTo(new Death.Subject(null, null, null, null));
        assertThat(death.cause().failure()).isEqualTo("unknown/unknown");
        assertThat(death.cause().firstFailedAt()).isEqualTo(SEVEN);
        assertThat(death.headers()).isEqualTo("[]");
    }

    @Test
    void whatHeadersDoNotSayIsReadInTheValueWhereThatCanBeRead() {
        String event = "{\"id\": \"e-9\", \"type\": \"session.heartbeat\", \"session_id\": \"s-9\","
                + " \"occurred_at\": \"2026-11-21T07:00:00Z\"}";

        assertThat(LetterReader.read(dead(0, 0, event, Map.of())).event())
                .isEqualTo(new Death.Subject(null, "s-9", "e-9", "session.heartbeat"));
        assertThat(LetterReader.read(dead(0, 0, "{\"id\": \"e-9\"}", Map.of())).event())
                .isEqualTo(new Death.Subject(null, null, "e-9", null));
    }

    @Test
    void noHeaderIsTakenOnTrust() {
        for (String hostile :
                List.of("", "\u0000", "x".repeat(5_000), "'; DROP TABLE audit; --", "\uFFFF", "-1", "9999")) {
            Map<String, String> headers = new HashMap<>();
            GOOD.keySet().forEach(name -> headers.put(name, hostile));

            Death death = LetterReader.read(dead(0, 5, "v", headers));

            assertThat(death.origin()).isEqualTo("tidemark.dead-letters-0@5");
            assertThat(death.event().user()).isNull();
            assertThat(death.cause().failure()).isEqualTo("unknown/unknown");
            assertThat(death.cause().sqlState()).isNull();
            assertThat(death.cause().attempts()).isZero();
            assertThat(death.cause().firstFailedAt()).isEqualTo(SEVEN);
            assertThat(death.cause().replay()).isNull();
            assertThat(String.valueOf(death.cause().detail()))
                    .hasSizeLessThanOrEqualTo(1_000)
                    .doesNotContain("\u0000");
        }
    }

    @Test
    void headersThatAreNoTextAreKeptAsBytes() {
        ConsumerRecord<byte[], byte[]> record = dead(0, 0, "v", Map.of());
        record.headers()
                .add("bytes", new byte[] {(byte) 0xFF, 0})
                .add("nul", "a\u0000b".getBytes(UTF_8))
                .add("none", null)
                .add("n\u0000me", "1".getBytes(UTF_8))
                .add("tm_detail", new byte[] {'a', (byte) 0xFF, 0});

        Death death = LetterReader.read(record);

        assertThat(death.headers())
                .contains("{\"name\":\"bytes\",\"base64\":\"/wA=\"}")
                .contains("{\"name\":\"nul\",\"base64\":\"YQBi\"}")
                .contains("{\"name\":\"none\"}")
                .contains("{\"name\":\"n\uFFFDme\",\"text\":\"1\"}");
        assertThat(death.cause().detail()).isEqualTo("a\uFFFD ");
    }

    @Test
    void aTimeThatNobodyCanBelieveIsTheEarliest() {
        for (Instant at : List.of(Instant.ofEpochMilli(-1), Instant.ofEpochMilli(Long.MAX_VALUE))) {
            assertThat(LetterReader.read(dead(0, 0, at, "v", GOOD)).at()).isEqualTo(EventTime.EARLIEST);
        }
    }
}
