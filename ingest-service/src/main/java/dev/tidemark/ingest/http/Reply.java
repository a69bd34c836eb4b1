package dev.tidemark.ingest.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidemark.access.Problem;
import java.util.Map;

/// What a call is answered.
///
/// @param status    the HTTP status
/// @param mediaType the type of the body
/// @param body      the body
/// @param headers   further headers
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record Reply(int status, String mediaType, byte[] body, Map<String, String> headers) {
    /// Buffers are shared between threads: those of a virtual thread would be made anew for every answer.
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.newConcurrentDequePool())
            .build());

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
        return new Reply(problem.status(), Problem.MEDIA_TYPE, bytes(document), problem.headers());
    }

    private static byte[] bytes(JsonNode json) {
        try {
            return JSON.writeValueAsBytes(json);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
