package dev.tidemark.writer.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.writer.store.Bytes;
import dev.tidemark.writer.store.ReplayItem;
import dev.tidemark.writer.store.ReplayTask;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResendTest {
    private static final UUID REPLAY = UUID.fromString("0197f1a0-0000-7000-8000-000000000001");
    private static final String BULK = "tidemark.events.bulk-3@42";

    @Test
    void itsOwnBytesAndHeadersAreSentWithoutWhatItsDeathAdded() {
        String headers = """
                [{"name": "ce_id", "text": "e-1"}, {"name": "odd", "base64": "/w=="}, {"name": "none"},
                 {"name": "tm_received_at", "text": "2026-11-21T07:00:00Z"}, {"name": "tm_attempt", "text": "6"},
                 {"name": "tm_failure", "text": "poison/x"}, {"name": "tm_detail", "text": "d"},
                 {"name": "tm_origin", "text": "tidemark.events.bulk-0@0"}, {"name": "tm_replays", "text": "1"},
                 {"name": "tm_not_before", "text": "2026-11-21T07:00:00Z"}, {"name": "tm_writer", "text": "0.1.0"},
                 {"name": "tm_first_failed_at", "text": "2026-11-21T07:00:00Z"}]""";

        ProducerRecord<byte[], byte[]> record = resend("origin").record(item(BULK, headers, "value"));

        assertThat(record.topic()).isEqualTo("tidemark.events.bulk");
        assertThat(record.key()).isEqualTo("key".getBytes(UTF_8));
        assertThat(record.value()).isEqualTo("value".getBytes(UTF_8));
        assertThat(headers(record))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "ce_id",
                        "[101, 45, 49]",
                        "odd",
                        "[-1]",
                        "none",
                        "null",
                        "tm_received_at",
                        text("2026-11-21T07:00:00Z"),
                        "tm_origin",
                        text(BULK),
                        "tm_replay",
                        text(REPLAY.toString()),
                        "tm_replays",
                        text("3")));
    }

    @ParameterizedTest
    @CsvSource({
        "tidemark.events.express-0@1, origin, tidemark.events.express",
        "tidemark.events.bulk-0@1, origin, tidemark.events.bulk",
        "tidemark.events.bulk-0@1, express, tidemark.events.express",
        "tidemark.events.express-0@1, bulk, tidemark.events.bulk",
        "tidemark.dead-letters-0@1, origin, tidemark.events.bulk",
        "tidemark.events.expired-0@1, origin, tidemark.events.expired",
        "tidemark.events.expired-0@1, express, tidemark.events.expired",
    })
    void itGoesWhereItIsRead(String origin, String lane, String topic) {
        assertThat(resend(lane).record(item(origin, "[]", "value")).topic()).isEqualTo(topic);
    }

    @Test
    void whatNoLaneTakesIsKnownBeforeItIsSent() {
        ReplayItem large = item(BULK, "[]", "x".repeat(1 << 20));
        ReplayItem small = item(BULK, "[]", "x".repeat(1 << 19));
        Resend resend = resend("origin");

        assertThat(resend.isTooLarge(large, resend.record(large))).isTrue();
        assertThat(resend.isTooLarge(small, resend.record(small))).isFalse();
    }

    private static Resend resend(String lane) {
        return new Resend(new ReplayTask(REPLAY, false, 500, lane));
    }

    private static ReplayItem item(String origin, String headers, String value) {
        return new ReplayItem(
                1, origin, "open", 2, Bytes.of("key".getBytes(UTF_8)), Bytes.of(value.getBytes(UTF_8)), headers);
    }

    private static Map<String, String> headers(ProducerRecord<byte[], byte[]> record) {
        return StreamSupport.stream(record.headers().spliterator(), false)
                .collect(Collectors.toMap(Header::key, header -> Arrays.toString(header.value())));
    }

    private static String text(String text) {
        return Arrays.toString(text.getBytes(UTF_8));
    }
}
