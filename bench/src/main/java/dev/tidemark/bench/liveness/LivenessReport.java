package dev.tidemark.bench.liveness;

import dev.tidemark.bench.Judged;
import dev.tidemark.bench.writer.CpuTime.Shares;
import java.util.List;

/// All that a run has found.
///
/// @param conditions what it depends on
/// @param preload    the announcements of all that are open
/// @param idle       nothing to do
/// @param due        sessions that become due
/// @param again      how many expiries came for sessions that had one already
/// @param held       what the writer held before its first restart
/// @param restarts   the writer goes away and comes back
record LivenessReport(
        Conditions conditions,
        Preload preload,
        Idle idle,
        List<Due> due,
        long again,
        Held held,
        List<Restart> restarts) {
    private static final double MOST_MILLIS = 2_000;

    /// What the figures depend on.
    ///
    /// @param heap the bound of the writer's heap, as its JVM is told
    record Conditions(int cores, String jdk, String heap, long sessions, long due, long burst) {}

    /// Announcements from their topic to the state.
    ///
    /// @param seconds    until all were read
    /// @param perSecond  announcements a second over that time
    /// @param summed     how many seconds it took until their minutes were summed up, too
    /// @param cpu        of the machine until all were read; the writer is the contender
    record Preload(double seconds, double perSecond, double summed, Shares cpu) {}

    /// What is taken of the machine when there is nothing to do; the writer is the contender.
    ///
    /// @param withNone no session is open
    /// @param withAll  all are
    record Idle(Shares withNone, Shares withAll) {}

    /// Sessions that become due.
    ///
    /// @param over     in how many seconds, evenly; 0 when all in the same moment
    /// @param lateness after their deadlines
    /// @param worst    the last that could be read, in milliseconds after its deadline
    /// @param rows     seconds from the last deadline until all were abandoned in the store
    /// @param cpu      from the first deadline until then; the writer is the contender
    /// @param cost     of a thousand
    record Due(
            String what,
            long sessions,
            double over,
            Lateness lateness,
            Judged worst,
            double rows,
            Shares cpu,
            Cost cost) {
        static Judged judge(Lateness lateness) {
            return Judged.below(MOST_MILLIS, lateness.readable().max());
        }
    }

    /// Of memory and disk.
    record Held(long writerResidentBytes, long stateBytes) {}

    /// The writer goes away and comes back. Sessions become due meanwhile.
    ///
    /// @param how                 it went away
    /// @param ready               seconds from its start until it was ready
    /// @param first               seconds from its start until it found the first of those
    /// @param last                seconds from its start until it found the last of them
    /// @param writerResidentBytes what it held then
    record Restart(String how, double ready, double first, double last, long writerResidentBytes) {}
}
