package dev.tidemark.bench.ingest;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// One HTTP request, rendered once and sent many times. Only a number of fixed width at the end of each event's id is
/// overwritten, so that no event is ever sent twice and sending costs next to nothing.
final class Request {
    private final int events;
    private final ByteBuffer bytes;
    private final int[] numbers;
    private long sent;

    private Request(int events, ByteBuffer bytes, int[] numbers) {
        this.events = events;
        this.bytes = bytes;
        this.numbers = numbers;
    }

    /// A POST of these events.
    static Request of(int port, String token, List<String> events) {
        String body = "{\"events\":[" + String.join(",", events) + "]}";
        String text = """
                POST /api/v1/events HTTP/1.1
                Host: localhost:%d
                Authorization: Bearer %s
                Content-Type: application/json
                Content-Length: %d

                """.replace("\n", "\r\n").formatted(port, token, body.getBytes(UTF_8).length) + body;
        byte[] rendered = text.getBytes(UTF_8);
        // Outside the heap, from where the socket takes them without a copy.
        ByteBuffer bytes = ByteBuffer.allocateDirect(rendered.length).put(rendered);
        return new Request(events.size(), bytes, numbersIn(text));
    }

    /// How many events it has.
    int events() {
        return events;
    }

    /// Its bytes, with ids that were never sent before.
    ByteBuffer next() {
        sent++;
        byte[] digits = String.format(Locale.ROOT, "%0" + SampleEvents.NUMBER.length() + "d", sent)
                .getBytes(US_ASCII);
        for (int at : numbers) {
            bytes.put(at, digits);
        }
        return bytes.clear();
    }

    /// Sample events are ASCII, so that a character's place is its byte's.
    private static int[] numbersIn(String text) {
        String idEnd = SampleEvents.NUMBER + '"';
        List<Integer> places = new ArrayList<>();
        for (int at = text.indexOf(idEnd); at >= 0; at = text.indexOf(idEnd, at + 1)) {
            places.add(at);
        }
        return places.stream().mapToInt(Integer::intValue).toArray();
    }
}
