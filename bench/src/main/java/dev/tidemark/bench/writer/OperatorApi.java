package dev.tidemark.bench.writer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidemark.cli.Failure;
import dev.tidemark.cli.stack.Installation;
import dev.tidemark.cli.stack.Keys;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// The writer's API, as an operator uses it. Not as expected is no figure.
public final class OperatorApi implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final String baseUrl;
    private final String token =
            Keys.of(Installation.find()).token("bench", List.of("tidemark-operator"), Duration.ofHours(12));

    /// Of the writer at this address.
    public OperatorApi(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    /// What stands there, as it comes.
    public String get(String path) {
        return send(request(path).GET().build(), 200);
    }

    /// What stands there.
    public JsonNode read(String path) {
        return json(get(path));
    }

    /// Makes something new.
    public JsonNode create(String path, String json) {
        return json(send(
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json))
                        .build(),
                201));
    }

    /// The first event of a stream, as it comes.
    public String firstEvent(String path) {
        HttpRequest request = request(path).GET().build();
        try (Stream<String> lines = client.send(request, BodyHandlers.ofLines()).body()) {
            return lines.filter(line -> line.startsWith("data:"))
                    .findFirst()
                    .orElseThrow(() -> new Failure(request.uri() + " streams nothing"));
        } catch (IOException unreachable) {
            throw new Failure(request.uri() + " does not answer: " + unreachable.getMessage(), unreachable);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted", stopped);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(baseUrl + path))
                .timeout(Duration.ofMinutes(2))
                .header("Authorization", "Bearer " + token);
    }

    private String send(HttpRequest request, int expected) {
        try {
            var answer = client.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != expected) {
                throw new Failure("%s %s answers %d: %s"
                        .formatted(request.method(), request.uri(), answer.statusCode(), answer.body()));
            }
            return answer.body();
        } catch (IOException unreachable) {
            throw new Failure(request.uri() + " does not answer: " + unreachable.getMessage(), unreachable);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted", stopped);
        }
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException notOurs) {
            throw new Failure("the writer does not answer JSON", notOurs);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
