package dev.tidemark.ingest.http;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.vertx.core.http.HttpServerRequest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where a request stands in a trace: in the span that OpenTelemetry has begun for it, or, while that is switched off,
/// where its caller said.
///
/// @see <a href="https://www.w3.org/TR/trace-context/#traceparent-header">W3C: traceparent</a>
final class Traceparent {
    private static final Pattern FORM = Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    private Traceparent() {}

    /// The `traceparent` for what comes of this request. On its event loop.
    static @Nullable String of(HttpServerRequest request) {
        SpanContext span = Span.current().getSpanContext();
        if (span.isValid()) {
            return "00-" + span.getTraceId() + '-' + span.getSpanId() + '-'
                    + span.getTraceFlags().asHex();
        }
        String given = request.getHeader("traceparent");
        return given != null && given.length() == 55 && FORM.matcher(given).matches() ? given : null;
    }
}
