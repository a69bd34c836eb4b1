package dev.tidemark.common.merge;

import dev.tidemark.common.event.Event;
import dev.tidemark.common.event.SessionId;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/// An event that is one row: of several forms of the same event, the greatest version wins whole.
///
/// @param event   the event
/// @param version its version; the value is the session and the canonical data, which is all of the row
public record RowState(Event.WithRow event, Version version) implements Comparable<RowState> {
    private static final Comparator<RowState> ORDER = Comparator.comparing(RowState::version);

    /// The row of this event.
    public static RowState of(Event.WithRow event) {
        @Nullable SessionId session = event.envelope().session();
        String value = (session == null ? "" : session.value()) + '\n' + event.data();
        return new RowState(
                event,
                new Version(event.envelope().occurredAt(), event.envelope().id(), value));
    }

    @Override
    public int compareTo(RowState other) {
        return ORDER.compare(this, other);
    }

    /// The greater of the two.
    public RowState merge(RowState other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
