package dev.tidemark.bench.letters;

import dev.tidemark.bench.writer.CpuTime;
import dev.tidemark.bench.writer.WriterRig;

/// So many letters, done.
///
/// @param seconds   how long that took
/// @param perSecond letters a second over that time
/// @param cpu       what it took of the machine; the writer is the contender
record Run(long letters, double seconds, double perSecond, CpuTime.Shares cpu) {
    /// One that has begun.
    record Begun(WriterRig rig, CpuTime before, long at) {
        /// It ends now.
        Run end(long letters) {
            double seconds = (System.nanoTime() - at) / 1e9;
            return new Run(
                    letters, seconds, letters / seconds, rig.cpuWithWriter().since(before, seconds));
        }
    }

    /// It begins now.
    static Begun begin(WriterRig rig) {
        return new Begun(rig, rig.cpuWithWriter(), System.nanoTime());
    }
}
