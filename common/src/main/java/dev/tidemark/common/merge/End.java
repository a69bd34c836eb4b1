package dev.tidemark.common.merge;

import java.time.Instant;
import java.util.Comparator;

/// How a session ended: one register, of which the latest end wins whole.
///
/// @param endedAt when
/// @param version the event that says so; its value is canonical JSON of `duration_seconds` and `reason`
public record End(Instant endedAt, Version version) implements Comparable<End> {
    private static final Comparator<End> ORDER =
            Comparator.comparing(End::endedAt).thenComparing(End::version);

    @Override
    public int compareTo(End other) {
        return ORDER.compare(this, other);
    }
}
