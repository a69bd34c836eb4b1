package dev.tidemark.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// A service's HTTP API, as the commands use it.
///
/// What the service refuses is a [Refusal] with the code and detail of its problem document; when it does not answer or
/// cannot work now, that is [Away].
public final class Api implements AutoCloseable {
    /// Reads and writes what travels.
    public static final ObjectMapper JSON = new ObjectMapper();

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /// An order may concern a million letters.
    private static final Duration PATIENCE_WITH_ORDERS = Duration.ofMinutes(10);
    private static final int LONGEST_QUOTE = 300;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final String baseUrl;
    private final String token;

    /// @param baseUrl where the service is, without a slash at its end
    /// @param token   shown with each request
    public Api(String baseUrl, String token) {
        this.baseUrl = baseUrl;
        this.token = token;
    }

    /// What a service answers.
    ///
    /// @param body its JSON; missing when it has none
    /// @param tag  its `ETag`, or `""`
    public record Answer(JsonNode body, String tag) {}

    /// A text as one segment of a path, or one value of a query.
    public static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /// What the service has there.
    public JsonNode get(String path) {
        return find(path).body();
    }

    /// What the service has there, with its tag.
    public Answer find(String path) {
        return exchange(path, request(path, PATIENCE).GET());
    }

    /// Orders something. Waits up to 10 minutes for the answer.
    public JsonNode order(String path, JsonNode body) {
        return exchange(path, withBody(path, PATIENCE_WITH_ORDERS, "POST", body))
                .body();
    }

    /// Replaces something, provided that it is still what the tag says.
    public JsonNode replace(String path, JsonNode body, String tag) {
        return exchange(path, withBody(path, PATIENCE, "PUT", body).header("If-Match", tag))
                .body();
    }

    /// Deletes something.
    public void delete(String path) {
        exchange(path, request(path, PATIENCE).DELETE());
    }

    /// Deletes something, provided that it is still what the tag says.
    public void delete(String path, String tag) {
        exchange(path, request(path, PATIENCE).DELETE().header("If-Match", tag));
    }

    /// Makes sure that something answers there.
    void requireReachable() {
        call("/q/openapi", request("/q/openapi", PATIENCE).GET(), BodyHandlers.discarding());
    }

    /// Posts JSON, whatever the answer.
    HttpResponse<String> post(String path, byte[] body) throws IOException, InterruptedException {
        HttpRequest request = request(path, PATIENCE)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    private Answer exchange(String path, HttpRequest.Builder request) {
        HttpResponse<String> response = call(path, request, BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
            throw refused(path, response);
        }
        try {
            return new Answer(
                    JSON.readTree(response.body()),
                    response.headers().firstValue("ETag").orElse(""));
        } catch (JsonProcessingException notOurs) {
            throw new Failure(baseUrl + path + " does not answer JSON; is it a service of Tidemark?", notOurs);
        }
    }

    private <T> HttpResponse<T> call(String path, HttpRequest.Builder request, BodyHandler<T> handler) {
        try {
            return client.send(request.build(), handler);
        } catch (HttpTimeoutException silent) {
            throw new Away(baseUrl + path + " does not answer in time", silent);
        } catch (IOException unreachable) {
            throw new Away(
                    "cannot reach " + baseUrl + "; is it up? (./tidemark up starts whatever is not)", unreachable);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted", stopped);
        }
    }

    private Failure refused(String path, HttpResponse<String> response) {
        String message = baseUrl + path + " answers " + response.statusCode() + reason(response.body());
        return response.statusCode() >= 500 ? new Away(message, null) : new Refusal(response.statusCode(), message);
    }

    /// The code and detail of a problem document, or else the beginning of what it says.
    private static String reason(String body) {
        try {
            JsonNode problem = JSON.readTree(body);
            if (problem.hasNonNull("code")) {
                return " " + Terminal.safe(problem.path("code").asText()) + ": "
                        + Terminal.safe(problem.path("detail").asText(""));
            }
        } catch (JsonProcessingException noProblem) {
            // it is quoted as it is
        }
        String quote = body.length() <= LONGEST_QUOTE ? body : body.substring(0, LONGEST_QUOTE) + "…";
        return quote.isBlank() ? "" : ": " + Terminal.safe(quote.strip());
    }

    private HttpRequest.Builder withBody(String path, Duration patience, String method, JsonNode body) {
        BodyPublisher json = BodyPublishers.ofString(body.toString());
        return request(path, patience)
                .header("Content-Type", "application/json")
                .method(method, json);
    }

    private HttpRequest.Builder request(String path, Duration patience) {
        return HttpRequest.newBuilder(URI.create(baseUrl + path))
                .timeout(patience)
                .header("Authorization", "Bearer " + token);
    }
}
