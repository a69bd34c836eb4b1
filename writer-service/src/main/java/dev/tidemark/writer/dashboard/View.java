package dev.tidemark.writer.dashboard;

import dev.tidemark.common.event.EventTime;
import dev.tidemark.writer.status.PipelineHealth.Health;
import dev.tidemark.writer.store.RollupList.Minute;
import dev.tidemark.writer.store.Scope;
import dev.tidemark.writer.store.Session;
import dev.tidemark.writer.store.SessionFilter;
import dev.tidemark.writer.store.TimelineEntry;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Everything that an open page shows. Always the whole of it but for minutes that are as they were, so that a page can
/// neither miss a change nor show one that was overtaken.
///
/// @param at        when it was read
/// @param counts    how many sessions have each status, of all that may be seen
/// @param active    sessions in progress: of the repository that was asked for, else of all
/// @param perMinute what happened in the last whole minute; null for whoever sees only own sessions
/// @param minutes   minutes that changed; null for whoever sees only own sessions
/// @param sessions  the newest of those that were asked for
/// @param more      where those before go on; null when there are none
/// @param selected  the session that was selected, if there is one
/// @param pipeline  how the pipeline does; null while nobody knows, and for whoever sees only own sessions
@RegisterForReflection
record View(
        Instant at,
        Counts counts,
        long active,
        @Nullable PerMinute perMinute,
        @Nullable Minutes minutes,
        List<Session> sessions,
        @Nullable String more,
        @Nullable Selected selected,
        @Nullable Health pipeline) {
    /// The most sessions listed.
    static final int MAX_SESSIONS = 50;
    /// The most entries of a timeline.
    static final int MAX_ENTRIES = 200;

    /// How many sessions have each status.
    @RegisterForReflection
    record Counts(long inProgress, long completed, long abandoned) {}

    /// What happened in a minute.
    ///
    /// @param started sessions that were opened
    @RegisterForReflection
    record PerMinute(long started, long ended, long abandoned) {}

    /// What happened in minutes, column by column. Each is the whole of its minute, so that having one twice does no
    /// harm.
    @RegisterForReflection
    record Minutes(
            List<Instant> minute, List<Long> started, List<Long> unstarted, List<Long> ended, List<Long> abandoned) {
        /// None.
        static final Minutes NONE = of(List.of());

        static Minutes of(List<Minute> minutes) {
            return new Minutes(
                    minutes.stream().map(Minute::minute).toList(),
                    minutes.stream().map(Minute::started).toList(),
                    minutes.stream().map(Minute::unstarted).toList(),
                    minutes.stream().map(Minute::ended).toList(),
                    minutes.stream().map(Minute::abandoned).toList());
        }
    }

    /// One session and what happened in it, newest first.
    @RegisterForReflection
    record Selected(Session session, List<TimelineEntry> timeline) {}

    /// What a page asks for.
    ///
    /// @param scope    what may be seen
    /// @param filter   which sessions it lists
    /// @param selected which session it shows the timeline of; none when null
    record Query(Scope scope, SessionFilter filter, Session.@Nullable Key selected) {}

    /// Names it among all views of a page: microseconds since 1970.
    String id() {
        return Long.toString(EventTime.toMicros(at));
    }

    /// The same, with nothing new in it but how the pipeline does.
    View again(@Nullable Health now) {
        return new View(
                at, counts, active, perMinute, Minutes.NONE, sessions, more, selected, pipeline == null ? null : now);
    }
}
