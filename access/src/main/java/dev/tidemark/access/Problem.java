package dev.tidemark.access;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A refusal as RFC 9457 `application/problem+json`, with a stable `code`. All codes stand in
/// `docs/reference/problems.md`.
public final class Problem extends RuntimeException {
    /// The type of the document.
    public static final String MEDIA_TYPE = "application/problem+json";

    private final int status;
    private final String code;
    private final @Nullable Duration retryAfter;
    private final transient Map<String, String> headers;

    private Problem(
            int status, String code, String detail, @Nullable Duration retryAfter, Map<String, String> headers) {
        super(detail, null, false, false);
        this.status = status;
        this.code = code;
        this.retryAfter = retryAfter;
        this.headers = headers;
    }

    /// A refusal.
    ///
    /// @param status the HTTP status
    /// @param code   why, stable for programs
    /// @param detail what is wrong, where, and what to do, for people
    public static Problem of(int status, String code, String detail) {
        return new Problem(status, code, detail, null, Map.of());
    }

    /// The same refusal, for now only.
    ///
    /// @param after when to try again; the header `Retry-After` says it in whole seconds, rounded up
    public Problem retryAfter(Duration after) {
        String seconds = Long.toString((after.toMillis() + 999) / 1_000);
        return new Problem(status, code, detail(), after, headers).with("Retry-After", seconds);
    }

    /// The same refusal with one more header.
    public Problem with(String name, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(name, value);
        return new Problem(status, code, detail(), retryAfter, Map.copyOf(more));
    }

    /// The HTTP status.
    public int status() {
        return status;
    }

    /// Why, stable for programs.
    public String code() {
        return code;
    }

    /// Why, for people.
    public String detail() {
        return String.valueOf(getMessage());
    }

    /// The headers that go with it.
    public Map<String, String> headers() {
        return headers;
    }

    /// The document, to which an answer may add members of its own.
    public ObjectNode toJson() {
        String title = code.replace('_', ' ');
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("type", "urn:tidemark:problem:" + code)
                .put("title", Character.toUpperCase(title.charAt(0)) + title.substring(1))
                .put("status", status)
                .put("code", code)
                .put("detail", detail());
        if (retryAfter != null) {
            json.put("retry_after", retryAfter.toMillis() / 1_000.0);
        }
        return json;
    }
}
