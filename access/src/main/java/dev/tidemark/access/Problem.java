package dev.tidemark.access;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/// A refusal as RFC 9457 `application/problem+json`, with a stable `code`.
public final class Problem extends WebApplicationException {
    /// The type of the document.
    public static final MediaType MEDIA_TYPE = new MediaType("application", "problem+json");

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
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        describe(body, status, code, detail);
        return Response.status(status).type(MEDIA_TYPE).entity(body).build();
    }

    /// Writes a problem's members, for an answer that carries members of its own beside them.
    public static void describe(ObjectNode body, int status, String code, String detail) {
        body.put("type", "about:blank")
                .put("title", title(status))
                .put("status", status)
                .put("code", code)
                .put("detail", detail);
    }

    private static String title(int status) {
        Response.Status known = Response.Status.fromStatusCode(status);
        return known == null
                ? "Unprocessable Content"
                : known.getReasonPhrase(); // 422, which this version does not know
    }
}
