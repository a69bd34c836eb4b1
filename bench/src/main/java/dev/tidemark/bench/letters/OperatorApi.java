package dev.tidemark.bench.letters;

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

/// The writer's API, as an operator uses it. Not as expected is no figure.
final class OperatorApi implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final String baseUrl;
    private final String token =
            Keys.of(Installation.find()).token("bench", List.of("tidemark-operator"), Duration.ofHours(12));

    OperatorApi(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    /// What stands there, as it comes.
    String get(String path) {
        return send(request(path).GET().build(), 200);
    }

    /// What stands there.
    JsonNode read(String path) {
        return json(get(path));
    }

    /// Makes something new.
    JsonNode create(String path, String json) {
        return json(send(
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json))
                        .build(),
                201));
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
