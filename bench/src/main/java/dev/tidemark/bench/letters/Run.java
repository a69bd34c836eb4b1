package dev.tidemark.bench.letters;

import dev.tidemark.bench.writer.CpuTime;
import dev.tidemark.bench.writer.WriterRig;
import java.time.Duration;
import java.time.Instant;

/// So many letters, done.
///
/// @param seconds   how long that took
/// @param perSecond letters a second over that time
/// @param cpu       what it took of the machine; the writer is the contender
record Run(long letters, double seconds, double perSecond, CpuTime.Shares cpu) {
    /// One that has begun.
    record Begun(WriterRig rig, CpuTime before, Instant at) {
        /// It ends now.
        Run end(long letters) {
            return end(letters, Instant.now());
        }

        /// It ended then, not long ago.
        Run end(long letters, Instant then) {
            double seconds = secondsUntil(then);
            return new Run(
                    letters,
                    seconds,
                    letters / seconds,
                    rig.cpuWithWriter().since(before, secondsUntil(Instant.now())));
        }

        private double secondsUntil(Instant then) {
            return Duration.between(at, then).toNanos() / 1e9;
        }
    }

    /// It begins now.
    static Begun begin(WriterRig rig) {
        return new Begun(rig, rig.cpuWithWriter(), Instant.now());
    }
}
