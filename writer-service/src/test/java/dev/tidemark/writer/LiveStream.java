package dev.tidemark.writer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidemark.cli.stack.Installation;
import dev.tidemark.cli.stack.Keys;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The stream of a dashboard, as a page reads it.
public final class LiveStream implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpClient client = HttpClient.newHttpClient();
    private final BlockingQueue<View> views = new LinkedBlockingQueue<>();
    private final Thread reader;
    private volatile String end = "";

    /// One view and its id.
    public record View(String id, JsonNode json) {
        /// The ids of the sessions that it lists.
        public List<String> sessions() {
            return json.path("sessions").findValuesAsText("session_id");
        }
    }

    private LiveStream(HttpRequest request) {
        try {
            HttpResponse<Stream<String>> response = client.send(request, BodyHandlers.ofLines());
            assertThat(response.statusCode()).isEqualTo(200);
            this.reader = Thread.ofVirtual().start(() -> read(response.body()));
        } catch (IOException | InterruptedException broken) {
            throw new AssertionError("no stream", broken);
        }
    }

    /// Opens one.
    ///
    /// @param query   what comes behind the question mark
    /// @param headers names and values of more headers
    public static LiveStream open(String user, String group, String query, String... headers) {
        return open(Keys.of(Installation.find()).token(user, List.of(group), Duration.ofMinutes(5)), query, headers);
    }

    /// Opens one with this token.
    public static LiveStream open(String token, String query, String[] headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + RestAssured.port + "/api/v1/dashboard/live?" + query))
                .header("Authorization", "Bearer " + token);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return new LiveStream(request.build());
    }

    /// The next view.
    public View next() {
        return next(_ -> true);
    }

    /// The next view that is as wanted.
    public View next(Predicate<View> wanted) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (true) {
                View view = views.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
                assertThat(view).as("a view as wanted; the stream: %s", end).isNotNull();
                if (wanted.test(view)) {
                    return view;
                }
            }
        } catch (InterruptedException stopped) {
            throw new AssertionError("interrupted", stopped);
        }
    }

    /// How many views come within a time.
    public int count(Duration time) throws InterruptedException {
        views.clear();
        Thread.sleep(time);
        return views.size();
    }

    /// Waits until the server ends the stream.
    ///
    /// @return `complete` when it does so in good order
    public String end(Duration atMost) throws InterruptedException {
        reader.join(atMost);
        return end;
    }

    private void read(Stream<String> lines) {
        StringBuilder data = new StringBuilder();
        String[] id = {""};
        try (lines) {
            lines.forEach(line -> {
                if (line.startsWith("id:")) {
                    id[0] = line.substring(3).strip();
                } else if (line.startsWith("data:")) {
                    data.append(line.substring(5));
                } else if (line.isEmpty() && !data.isEmpty()) {
                    views.add(new View(id[0], json(data.toString())));
                    data.setLength(0);
                }
            });
            end = "complete";
        } catch (UncheckedIOException broken) {
            end = "broken: " + broken.getMessage();
        }
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException notJson) {
            throw new AssertionError("no JSON", notJson);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
