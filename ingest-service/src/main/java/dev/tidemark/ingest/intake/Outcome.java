package dev.tidemark.ingest.intake;

import dev.tidemark.ingest.validation.Submission;
import dev.tidemark.ingest.validation.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What became of the events of one call.
///
/// @param submissions the events
/// @param verdicts    the verdict of each, in the same order
/// @param receipt     by what the client may ask for them, if it wanted to
public record Outcome(
        List<Submission> submissions,
        List<Verdict> verdicts,
        @Nullable String receipt) {
    /// How many were accepted.
    public int accepted() {
        return count(Verdict.Accepted.class);
    }

    /// How many were rejected.
    public int rejected() {
        return count(Verdict.Rejected.class);
    }

    /// How many are to be sent again.
    public int retry() {
        return count(Verdict.Retry.class);
    }

    private int count(Class<? extends Verdict> kind) {
        int count = 0;
        for (Verdict verdict : verdicts) {
            count += kind.isInstance(verdict) ? 1 : 0;
        }
        return count;
    }
}
