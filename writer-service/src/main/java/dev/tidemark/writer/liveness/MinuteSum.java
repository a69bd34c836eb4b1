package dev.tidemark.writer.liveness;

import dev.tidemark.common.event.EventTime;
import dev.tidemark.writer.store.DurationBounds;
import dev.tidemark.writer.store.MinuteCounts;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/// What was summed up for one minute so far.
///
/// @param counts   the sum
/// @param summedAt when, always later than the sum before
record MinuteSum(MinuteCounts counts, Instant summedAt) {
    static final MinuteSum NONE = new MinuteSum(MinuteCounts.NONE, Instant.EPOCH);

    /// A later form gets another number, and this one goes on being read.
    private static final byte FORM = 1;

    private static final int MOST_BYTES =
            Byte.BYTES + 4 * Long.BYTES + Byte.BYTES + DurationBounds.BUCKETS * (Byte.BYTES + Long.BYTES) + Long.BYTES;

    /// This and more.
    ///
    /// @param now by this instance's clock, which may be behind another's
    MinuteSum plus(MinuteCounts more, Instant now) {
        Instant atLeast = summedAt.plusNanos(1_000);
        return new MinuteSum(counts.plus(more), now.isAfter(atLeast) ? now : atLeast);
    }

    static Serde<MinuteSum> serde() {
        return Serdes.serdeFrom(
                (_, sum) -> sum == null ? null : write(sum), (_, bytes) -> bytes == null ? null : read(bytes));
    }

    /// Counts alone, which are added up from any time.
    static Serde<MinuteCounts> serdeOfCounts() {
        return Serdes.serdeFrom(
                (_, counts) -> counts == null ? null : write(new MinuteSum(counts, Instant.EPOCH)),
                (_, bytes) -> bytes == null ? null : read(bytes).counts);
    }

    /// Of the durations only those that are there.
    private static byte[] write(MinuteSum sum) {
        ByteBuffer out = ByteBuffer.allocate(MOST_BYTES);
        out.put(FORM)
                .putLong(EventTime.toMicros(sum.summedAt))
                .putLong(sum.counts.started())
                .putLong(sum.counts.unstarted())
                .putLong(sum.counts.ended())
                .putLong(sum.counts.abandoned());
        List<Long> durations = sum.counts.durations();
        for (int bucket = 0; bucket < durations.size(); bucket++) {
            if (durations.get(bucket) != 0) {
                out.put((byte) bucket).putLong(durations.get(bucket));
            }
        }
        byte[] bytes = new byte[out.position()];
        out.flip().get(bytes);
        return bytes;
    }

    private static MinuteSum read(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        byte form = in.get();
        if (form != FORM) {
            throw new IllegalStateException("a minute is kept in form " + form + ", which this version does not know");
        }
        Instant summedAt = EventTime.ofMicros(in.getLong());
        long started = in.getLong();
        long unstarted = in.getLong();
        long ended = in.getLong();
        long abandoned = in.getLong();
        List<Long> durations = new ArrayList<>(MinuteCounts.NONE.durations());
        while (in.hasRemaining()) {
            durations.set(in.get(), in.getLong());
        }
        return new MinuteSum(new MinuteCounts(started, unstarted, ended, abandoned, durations), summedAt);
    }
}
