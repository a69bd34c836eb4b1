package dev.tidemark.writer.dashboard;

import dev.tidemark.writer.store.PageVisit;
import dev.tidemark.writer.store.Session;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Everything that an open page shows. Always the whole of it, so that a page can neither miss a change nor show one
/// that was overtaken.
///
/// @param at       when it was read
/// @param counts   how many sessions have each status
/// @param sessions the newest, of the status that was asked for
/// @param selected the session that was asked for, if there is one
record View(
        Instant at,
        Counts counts,
        List<Session> sessions,
        @Nullable Selected selected) {
    /// The most sessions listed.
    static final int MAX_SESSIONS = 50;
    /// The most page visits listed.
    static final int MAX_VISITS = 200;

    /// How many sessions have each status.
    record Counts(long inProgress, long completed, long abandoned) {}

    /// One session and its page visits, newest first.
    record Selected(Session session, List<PageVisit> pageVisits) {}

    /// What a page asks for.
    ///
    /// @param status  only sessions of this status; all when null
    /// @param user    whose session is selected; none when null
    /// @param session which session of that user is selected; none when null
    record Query(
            @Nullable String status,
            @Nullable String user,
            @Nullable String session) {}
}
