package dev.tidemark.writer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class TracesTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    private final List<SpanData> spans = new ArrayList<>();
    private final SdkTracerProvider provider = SdkTracerProvider.builder()
            .addSpanProcessor(SimpleSpanProcessor.create(new Exporter()))
            .build();

    @Test
    void aBatchIsLinkedOnceToEachRequestThatItsEventsCameWith() throws Exception {
        List<ConsumerRecord<byte[], byte[]>> records = List.of(
                record("00-" + TRACE + "-00f067aa0ba902b7-01"),
                record("00-" + TRACE + "-00f067aa0ba902b7-01"),
                record("00-" + TRACE + "-00f067aa0ba902b8-00"),
                record("00-" + "0".repeat(32) + "-00f067aa0ba902b7-01"),
                record("no traceparent of any kind, but as long as one would be"),
                new ConsumerRecord<>("lane", 0, 0, null, null));

        String result = traces(false).around("bulk", records, () -> "done");

        assertThat(result).isEqualTo("done");
        assertThat(spans).singleElement().satisfies(span -> {
            assertThat(span.getName()).isEqualTo("write bulk");
            assertThat(span.getLinks())
                    .extracting(link -> link.getSpanContext().getTraceId() + " "
                            + link.getSpanContext().getSpanId())
                    .containsExactly(TRACE + " 00f067aa0ba902b7", TRACE + " 00f067aa0ba902b8");
        });
    }

    @Test
    void itIsLinkedToNoMoreThanAViewerCanShow() throws Exception {
        List<ConsumerRecord<byte[], byte[]>> records = IntStream.range(1, 100)
                .mapToObj(i -> record("00-" + TRACE + "-%016x-01".formatted(i)))
                .toList();

        String _ = traces(false).around("bulk", records, () -> "done");

        assertThat(spans.getFirst().getLinks()).hasSize(32);
    }

    @Test
    void whereNobodyCollectsThereIsNoSpan() throws Exception {
        assertThat(traces(true).around("bulk", List.of(), () -> "done")).isEqualTo("done");
        assertThat(spans).isEmpty();
    }

    private Traces traces(boolean disabled) {
        return new Traces(provider.get("test"), disabled);
    }

    private static ConsumerRecord<byte[], byte[]> record(String traceparent) {
        var record = new ConsumerRecord<byte[], byte[]>("lane", 0, 0, null, null);
        record.headers().add("traceparent", traceparent.getBytes(UTF_8));
        return record;
    }

    private final class Exporter implements SpanExporter {
        @Override
        public CompletableResultCode export(Collection<SpanData> finished) {
            spans.addAll(finished);
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }
}
