package dev.tidemark.ingest.validation;

import dev.tidemark.access.Groups;
import dev.tidemark.common.event.Event;
import dev.tidemark.common.event.UserId;
import dev.tidemark.ingest.admission.Sender;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a readable event must keep to at the door.
///
/// @param sender who sends it
/// @param now    when it was received
public record Rules(Sender sender, Instant now) {
    private static final Duration MAX_AHEAD = Duration.ofHours(24);

    /// The same elements, those that break a rule rejected, and each valid one with its user.
    public List<Submission> apply(List<Submission> submissions) {
        Set<Map.Entry<UserId, String>> seen = new HashSet<>();
        List<Submission> judged = new ArrayList<>(submissions.size());
        for (Submission submission : submissions) {
            judged.add(
                    switch (submission) {
                        case Submission.Rejected rejected -> rejected;
                        case Submission.Valid valid -> judge(valid, seen);
                    });
        }
        return judged;
    }

    private Submission judge(Submission.Valid valid, Set<Map.Entry<UserId, String>> seen) {
        UserId user = Objects.requireNonNullElse(valid.user(), sender.user());
        Verdict.Rejected broken = brokenRule(valid);
        if (broken == null && !seen.add(Map.entry(user, valid.id()))) {
            broken = new Verdict.Rejected("duplicate_id", "this request has an earlier event of this user and id");
        }
        return broken == null
                ? new Submission.Valid(valid.event(), valid.bytes(), user)
                : new Submission.Rejected(valid.id(), broken);
    }

    private Verdict.@Nullable Rejected brokenRule(Submission.Valid valid) {
        if (valid.event() instanceof Event.SessionExpired) {
            return new Verdict.Rejected("type_not_allowed", "session.expired is Tidemark's own");
        }
        if (valid.user() != null && !sender.isBackend()) {
            return new Verdict.Rejected(
                    "user_not_allowed", "only a token in group " + Groups.BACKEND + " may name a user");
        }
        if (UnstorableText.isIn(valid.bytes())) {
            return new Verdict.Rejected("unstorable_value", "a text has the character U+0000, which no store can hold");
        }
        return timeAhead(valid.event());
    }

    private Verdict.@Nullable Rejected timeAhead(Event event) {
        Verdict.Rejected occurred = ahead("occurred_at", event.envelope().occurredAt());
        return occurred != null
                ? occurred
                : switch (event) {
                    case Event.SessionStarted started -> ahead("data.started_at", started.startedAt());
                    case Event.SessionEnded ended -> ahead("data.ended_at", ended.endedAt());
                    case Event.PageVisited visited -> ahead("data.visited_at", visited.visitedAt());
                    case Event.TabClosed closed -> {
                        Verdict.Rejected opened = ahead("data.opened_at", closed.openedAt());
                        yield opened != null ? opened : ahead("data.closed_at", closed.closedAt());
                    }
                    case Event.SessionHeartbeat _, Event.SessionActivity _, Event.Operation _, Event.SessionExpired _ ->
                        null;
                };
    }

    private Verdict.@Nullable Rejected ahead(String field, @Nullable Instant time) {
        if (time == null || !time.isAfter(now.plus(MAX_AHEAD))) {
            return null;
        }
        long hours = Duration.between(now, time).toHours();
        return new Verdict.Rejected("invalid_time", field + " is " + hours + " h ahead; at most 24 h are allowed");
    }
}
