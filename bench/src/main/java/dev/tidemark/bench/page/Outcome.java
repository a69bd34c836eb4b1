package dev.tidemark.bench.page;

import dev.tidemark.bench.Millis;
import dev.tidemark.bench.page.Processors.Shares;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What came of a condition.
///
/// @param what                   the condition
/// @param subscribers            how many there were
/// @param seconds                how long it was measured
/// @param posted                 how many sessions ended
/// @param answered               from when the POST of a start or an end was due to its answer
/// @param page                   ends seen in the browser; null where there is none
/// @param streams                ends seen by those subscribers that look; null where there are none
/// @param bulk                   what became of bulk events
/// @param viewsPerSecond         of a subscriber that looks
/// @param streamedBytesPerSecond of all subscribers
/// @param cpu                    of the machine
/// @param writerResidentBytes    what the writer held at the end
/// @param broken                 what did not hold, in words
record Outcome(
        String what,
        int subscribers,
        double seconds,
        long posted,
        Millis answered,
        @Nullable Seen page,
        @Nullable Seen streams,
        Rates bulk,
        double viewsPerSecond,
        double streamedBytesPerSecond,
        Shares cpu,
        long writerResidentBytes,
        List<String> broken) {
    /// Whether ends were seen in time while everything else was as it should be.
    boolean held() {
        return broken.isEmpty();
    }
}
