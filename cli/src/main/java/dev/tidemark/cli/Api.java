package dev.tidemark.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/// A service's HTTP API, as the commands use it.
final class Api implements AutoCloseable {
    static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final String baseUrl;
    private final String token;

    Api(String baseUrl, String token) {
        this.baseUrl = baseUrl;
        this.token = token;
    }

    /// What the service answers, when it answers 200.
    ///
    /// @throws Failure when it does not, or cannot be reached
    JsonNode get(String path) {
        try {
            HttpResponse<String> response = client.send(request(path).GET().build(), BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new Failure(baseUrl + path + " answers " + response.statusCode() + ": " + response.body());
            }
            return JSON.readTree(response.body());
        } catch (JsonProcessingException notOurs) {
            throw new Failure(baseUrl + path + " does not answer JSON; is it a writer of Tidemark?", notOurs);
        } catch (IOException unreachable) {
            throw new Failure(
                    "cannot reach " + baseUrl + "; is it up? (./tidemark up starts whatever is not)", unreachable);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted", stopped);
        }
    }

    /// Makes sure that something answers there.
    ///
    /// @throws Failure when nothing does
    void requireReachable() {
        try {
            client.send(request("/q/openapi").GET().build(), BodyHandlers.discarding());
        } catch (IOException unreachable) {
            throw new Failure(
                    "cannot reach " + baseUrl + "; is it up? (./tidemark up starts whatever is not)", unreachable);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted", stopped);
        }
    }

    /// Posts JSON, whatever the answer.
    HttpResponse<String> post(String path, byte[] body) throws IOException, InterruptedException {
        HttpRequest request = request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    /// Deletes something.
    ///
    /// @throws Failure when the service does not do so
    void delete(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(request(path).DELETE().build(), BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
            throw new Failure(baseUrl + path + " answers " + response.statusCode() + ": " + response.body());
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(baseUrl + path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + token);
    }
}
