package dev.tidemark.writer.liveness;

import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/// Makes an event of each expiry.
final class ExpiryEvents implements Processor<byte[], Finding, byte[], byte[]> {
    private final Clock clock;
    private @Nullable ProcessorContext<byte[], byte[]> context;

    ExpiryEvents(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> processing) {
        context = processing;
    }

    @Override
    public void process(Record<byte[], Finding> found) {
        if (found.value() instanceof Finding.Expiry expiry) {
            Instant now = clock.instant();
            Objects.requireNonNull(context)
                    .forward(new Record<>(
                            expiry.key(), expiry.value(), now.toEpochMilli(), new RecordHeaders(expiry.headers(now))));
        }
    }
}
