package dev.tidemark.ingest.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.access.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// What a call is answered.
///
/// @param status    the HTTP status
/// @param mediaType the type of the body
/// @param body      the body
/// @param headers   further headers
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record Reply(int status, String mediaType, byte[] body, Map<String, String> headers) {
    /// An answer in JSON.
    public static Reply json(int status, JsonNode body) {
        return new Reply(status, "application/json", bytes(body), Map.of());
    }

    /// A refusal.
    public static Reply of(Problem problem) {
        return of(problem, problem.toJson());
    }

    /// A refusal whose document says more than the problem itself.
    public static Reply of(Problem problem, JsonNode document) {
        String after = problem.retryAfterHeader();
        Map<String, String> headers = after != null
                ? Map.of("Retry-After", after)
                : problem.status() == 401 ? Map.of("WWW-Authenticate", "Bearer") : Map.of();
        return new Reply(problem.status(), Problem.MEDIA_TYPE, bytes(document), headers);
    }

    private static byte[] bytes(JsonNode json) {
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }
}
