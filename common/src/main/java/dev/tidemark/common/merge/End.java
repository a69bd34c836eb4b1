package dev.tidemark.common.merge;

import dev.tidemark.common.json.CanonicalJson;
import dev.tidemark.common.json.MalformedJsonException;
import dev.tidemark.common.json.UnstorableJsonException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/// How a session ended: one register, of which the latest end wins whole.
///
/// @param endedAt when
/// @param version the event that says so; its value is canonical JSON of `duration_seconds` and `reason`
public record End(Instant endedAt, Version version) implements Comparable<End> {
    private static final Comparator<End> ORDER =
            Comparator.comparing(End::endedAt).thenComparing(End::version);

    /// How long the session took as the end says, in seconds, or null when it does not say.
    ///
    /// @throws IllegalStateException when its value is not what an end says
    public @Nullable BigDecimal durationSeconds() {
        try {
            String said = CanonicalJson.membersOf(version.value()).get("duration_seconds");
            return said == null ? null : new BigDecimal(said);
        } catch (MalformedJsonException | UnstorableJsonException | NumberFormatException impossible) {
            throw new IllegalStateException("an end says something else than an end does", impossible);
        }
    }

    @Override
    public int compareTo(End other) {
        return ORDER.compare(this, other);
    }
}
