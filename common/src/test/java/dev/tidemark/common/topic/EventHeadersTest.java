package dev.tidemark.common.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.common.event.Decoded;
import dev.tidemark.common.event.Event;
import dev.tidemark.common.event.EventReader;
import dev.tidemark.common.event.SessionId;
import dev.tidemark.common.event.UserId;
import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventHeadersTest {
    private static final Instant RECEIVED = Instant.parse("2026-11-21T07:00:01.123Z");
    private static final UserId USER = new UserId("Zoë/50% \uD83D\uDE00");

    @Test
    void whatIsWrittenIsReadBack() {
        Headers headers = written(new UserId("back-end"));

        assertThat(EventHeaders.read(headers)).isEqualTo(new EventHeaders(USER, RECEIVED, null));
        assertThat(text(headers, "ce_specversion")).isEqualTo("1.0");
        assertThat(text(headers, "ce_id")).isEqualTo("e1");
        assertThat(text(headers, "ce_type")).isEqualTo("session.started");
        assertThat(text(headers, "ce_source")).isEqualTo("/users/Zo%C3%AB%2F50%25%20%F0%9F%98%80");
        assertThat(text(headers, "ce_subject")).isEqualTo("s1");
        assertThat(text(headers, "ce_time")).isEqualTo("2026-11-21T07:00:00Z");
        assertThat(text(headers, "tm_sender")).isEqualTo("back-end");
    }

    @ParameterizedTest
    @CsvSource({
        "ce_source, /somebody/else",
        "ce_source, /users/",
        "ce_source, /users/%ZZ",
        "ce_source, /users/%FF",
        "ce_source, /users/a/b",
        "tm_received_at, yesterday",
        "tm_received_at, 1970-01-01T00:00:00Z",
        "tm_received_at, +1000000000-12-31T23:59:59.999999999Z",
    })
    void hostileHeadersAreRefusedByName(String name, String value) {
        Headers headers = written(USER);
        headers.remove(name).add(name, value.getBytes(UTF_8));

        assertThatThrownBy(() -> EventHeaders.read(headers))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name);
    }

    @Test
    void missingAndEndlessHeadersAreRefusedByName() {
        assertThatThrownBy(() -> EventHeaders.read(new RecordHeaders())).hasMessageContaining("ce_source is missing");
        Headers endless = new RecordHeaders().add("ce_source", new byte[5_000]);
        assertThatThrownBy(() -> EventHeaders.read(endless)).hasMessageContaining("4096 bytes");
    }

    @Test
    void aKeyIsUserAndSessionPercentEncodedSoThatTheirBorderIsClear() {
        assertThat(new String(EventKey.of(USER, new SessionId("s:1")), UTF_8))
                .isEqualTo("Zo%C3%AB%2F50%25%20%F0%9F%98%80/s%3A1");
    }

    @Test
    void aReceiptAndATraceTravelWithEachEvent() {
        HeaderWriter writer = new HeaderWriter(
                USER,
                RECEIVED,
                new HeaderWriter.Receipt("r-1", 3),
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        Headers headers = new RecordHeaders();
        writer.headers(event().envelope(), event().type(), USER, 2).forEach(headers::add);

        assertThat(text(headers, "tm_receipt")).isEqualTo("r-1");
        assertThat(text(headers, "tm_index")).isEqualTo("2");
        assertThat(text(headers, "tm_size")).isEqualTo("3");
        assertThat(text(headers, "traceparent")).startsWith("00-0af7");
    }

    private static Headers written(UserId sender) {
        Headers headers = new RecordHeaders();
        new HeaderWriter(sender, RECEIVED, null, null)
                .headers(event().envelope(), event().type(), USER, 0)
                .forEach(headers::add);
        return headers;
    }

    private static String text(Headers headers, String name) {
        return new String(headers.lastHeader(name).value(), UTF_8);
    }

    private static Event event() {
        String json = """
                {"id": "e1", "type": "session.started", "session_id": "s1", "occurred_at": "2026-11-21T07:00:00Z"}""";
        return ((Decoded.Valid) EventReader.read(json.getBytes(UTF_8))).event();
    }
}
