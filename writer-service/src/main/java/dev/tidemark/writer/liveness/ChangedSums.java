package dev.tidemark.writer.liveness;

import dev.tidemark.writer.rollup.RollupRecord;
import dev.tidemark.writer.store.Rollup;
import java.time.Clock;
import java.util.Objects;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/// Makes a record of each sum that changed. Its time is now, and not its minute, which may be ahead of the
/// broker's clock.
final class ChangedSums implements Processor<Windowed<String>, MinuteSum, byte[], byte[]> {
    private final Clock clock;
    private @Nullable ProcessorContext<byte[], byte[]> context;

    ChangedSums(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> processing) {
        context = processing;
    }

    @Override
    public void process(Record<Windowed<String>, MinuteSum> changed) {
        Windowed<String> minute = changed.key();
        MinuteSum sum = changed.value();
        Rollup rollup = new Rollup(minute.key(), minute.window().startTime(), sum.counts(), sum.summedAt());
        ProducerRecord<byte[], byte[]> record = new RollupRecord(rollup).toRecord();
        Objects.requireNonNull(context).forward(new Record<>(record.key(), record.value(), clock.millis()));
    }
}
