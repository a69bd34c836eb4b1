package dev.tidemark.writer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// One span a batch, linked to the requests that its events came with: a batch has many parents.
///
/// @see <a href="https://opentelemetry.io/docs/specs/semconv/messaging/messaging-spans/">OpenTelemetry: batches of
///      messages</a>
@ApplicationScoped
class Traces {
    /// What a trace viewer can show.
    private static final int MOST_LINKS = 32;

    private static final Pattern TRACEPARENT =
            Pattern.compile("00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})");

    private final Tracer tracer;
    private final boolean disabled;

    Traces(Tracer tracer, @ConfigProperty(name = "quarkus.otel.sdk.disabled") boolean disabled) {
        this.tracer = tracer;
        this.disabled = disabled;
    }

    /// Does the work within a span.
    <T> T around(String source, List<ConsumerRecord<byte[], byte[]>> records, Callable<T> work) throws Exception {
        if (disabled) {
            return work.call();
        }
        SpanBuilder builder = tracer.spanBuilder("write " + source)
                .setNoParent()
                .setSpanKind(SpanKind.CONSUMER)
                .setAttribute("messaging.system", "kafka")
                .setAttribute("messaging.batch.message_count", records.size());
        requests(records).forEach(builder::addLink);
        Span span = builder.startSpan();
        try (Scope _ = span.makeCurrent()) {
            return work.call();
        } catch (Exception failed) {
            span.recordException(failed);
            throw failed;
        } finally {
            span.end();
        }
    }

    private static Set<SpanContext> requests(List<ConsumerRecord<byte[], byte[]>> records) {
        Set<SpanContext> requests = new LinkedHashSet<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (requests.size() == MOST_LINKS) {
                break;
            }
            request(record).ifPresent(requests::add);
        }
        return requests;
    }

    private static Optional<SpanContext> request(ConsumerRecord<byte[], byte[]> record) {
        Header header = record.headers().lastHeader("traceparent");
        if (header == null || header.value() == null || header.value().length != 55) {
            return Optional.empty();
        }
        Matcher parts = TRACEPARENT.matcher(new String(header.value(), UTF_8));
        return parts.matches()
                ? Optional.of(SpanContext.createFromRemoteParent(
                        parts.group(1), parts.group(2), TraceFlags.fromHex(parts.group(3), 0), TraceState.getDefault()))
                : Optional.empty();
    }
}
