package dev.tidemark.ingest;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidemark.cli.stack.Installation;
import dev.tidemark.cli.stack.Keys;
import dev.tidemark.common.event.Lane;
import dev.tidemark.common.topic.TopicTail;
import dev.tidemark.common.topic.Topics;
import io.restassured.specification.RequestSpecification;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

/// What the tests of ingest send.
@SuppressWarnings("TimeInStaticInitializer") // one moment for all events of a run
final class Requests {
    private static final String NOW = Instant.now().toString();

    private Requests() {}

    static RequestSpecification client(String user) {
        return with(token(user, "tidemark-client"));
    }

    static RequestSpecification backEnd(String user) {
        return with(token(user, "tidemark-backend"));
    }

    static String token(String user, String group) {
        return Keys.of(Installation.find()).token(user, List.of(group), Duration.ofMinutes(5));
    }

    static RequestSpecification with(String token) {
        return given().header("Authorization", "Bearer " + token).contentType("application/json");
    }

    static TopicTail tail(Lane lane) {
        return new TopicTail(KafkaResource.kafka().ports().bootstrapServers(), Topics.of(lane));
    }

    static String batch(String... events) {
        return "{\"events\": [" + String.join(", ", events) + "]}";
    }

    static String[] many(int events) {
        return IntStream.range(0, events).mapToObj(i -> visit("v" + i)).toArray(String[]::new);
    }

    static String start(String id) {
        return "{\"id\": \"" + id + "\", \"type\": \"session.started\", \"session_id\": \"s1\", \"occurred_at\": \""
                + NOW + "\", \"data\": {}}";
    }

    static String visit(String id) {
        return "{\"id\": \"" + id + "\", \"type\": \"page.visited\", \"occurred_at\": \"" + NOW
                + "\", \"data\": {\"url\": \"https://example.org/page\"}}";
    }

    /// When the events occurred.
    static String now() {
        return NOW;
    }

    /// The head of a request that is written byte by byte, after which the connection ends.
    static byte[] head(String mediaType, String... headers) {
        return headWith(token("user-1", "tidemark-client"), mediaType, headers);
    }

    /// The same with this token.
    static byte[] headWith(String token, String mediaType, String... headers) {
        return String.join(
                        "\r\n",
                        "POST /api/v1/events HTTP/1.1",
                        "Host: localhost",
                        "Connection: close",
                        "Authorization: Bearer " + token,
                        "Content-Type: " + mediaType,
                        String.join("\r\n", headers),
                        "",
                        "")
                .getBytes(UTF_8);
    }

    static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(plain);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
