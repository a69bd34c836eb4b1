package dev.tidemark.writer.access;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/// A refusal as RFC 9457 `application/problem+json`, with a stable `code`.
public final class Problem extends WebApplicationException {
    private Problem(Response response) {
        super(response);
    }

    /// A refusal.
    ///
    /// @param status the HTTP status
    /// @param code   why, stable for programs
    /// @param detail what is wrong, where, and what to do, for people
    public static Problem of(int status, String code, String detail) {
        return new Problem(response(status, code, detail));
    }

    static Response response(int status, String code, String detail) {
        return Response.status(status)
                .type(new MediaType("application", "problem+json"))
                .entity(JsonNodeFactory.instance
                        .objectNode()
                        .put("type", "about:blank")
                        .put("title", Response.Status.fromStatusCode(status).getReasonPhrase())
                        .put("status", status)
                        .put("code", code)
                        .put("detail", detail))
                .build();
    }
}
