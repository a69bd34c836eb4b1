package dev.tidemark.writer.settle;

import dev.tidemark.writer.store.SessionRow;
import java.util.List;
import java.util.stream.Stream;

/// What became of events: the sessions they touched as they stand committed, and what was not applied.
///
/// @param sessions  to be announced
/// @param unapplied to be tried again, or dead
public record Settlement(List<SessionRow> sessions, List<Unapplied> unapplied) {
    /// What became of no events.
    public static final Settlement NOTHING = new Settlement(List.of(), List.of());

    /// Events were written, and touched these sessions.
    public static Settlement written(List<SessionRow> sessions) {
        return new Settlement(sessions, List.of());
    }

    /// An event was not.
    public static Settlement unapplied(Unapplied unapplied) {
        return new Settlement(List.of(), List.of(unapplied));
    }

    /// This and then that.
    public Settlement and(Settlement other) {
        return new Settlement(both(sessions, other.sessions), both(unapplied, other.unapplied));
    }

    /// What of it is dead.
    public List<Unapplied> dead() {
        return unapplied.stream().filter(Unapplied::isDead).toList();
    }

    private static <T> List<T> both(List<T> one, List<T> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }
}
