package dev.tidemark.bench.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.common.event.Decoded;
import dev.tidemark.common.event.EventReader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RequestTest {
    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");

    private final SampleEvents samples = new SampleEvents(7);
    private final List<String> events =
            Stream.generate(samples::next).limit(100).toList();

    @Test
    void everyEventIsOneThatIngestTakes() {
        assertThat(events).allSatisfy(event -> assertThat(EventReader.read(event.getBytes(UTF_8)))
                .isInstanceOf(Decoded.Valid.class));
    }

    @Test
    void noIdIsEverSentTwice() {
        Request request = Request.of(8080, "a-token", events);
        List<String> ids = new ArrayList<>();

        for (int i = 0; i < 11; i++) {
            ids.addAll(idsIn(text(request.next())));
        }

        assertThat(ids).hasSize(1_100).doesNotHaveDuplicates();
    }

    @Test
    void nothingButTheNumbersChanges() {
        Request request = Request.of(8080, "a-token", events);

        String first = text(request.next());
        String second = text(request.next());

        assertThat(second).isNotEqualTo(first).isEqualTo(first.replace("000000000001\"", "000000000002\""));
    }

    @Test
    void theLengthIsThatOfTheBody() {
        String text = text(Request.of(8080, "a-token", events).next());

        String body = text.substring(text.indexOf("\r\n\r\n") + 4);

        assertThat(text).contains("\r\nContent-Length: " + body.length() + "\r\n");
    }

    private static List<String> idsIn(String text) {
        return ID.matcher(text).results().map(id -> id.group(1)).toList();
    }

    private static String text(ByteBuffer bytes) {
        return UTF_8.decode(bytes).toString();
    }
}
