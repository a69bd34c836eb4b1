package dev.tidemark.ingest.validation;

import dev.tidemark.access.Groups;
import dev.tidemark.common.event.Decoded;
import dev.tidemark.common.event.Event;
import dev.tidemark.common.event.EventId;
import dev.tidemark.common.event.UserId;
import dev.tidemark.ingest.admission.Sender;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What an event must keep to at the door, over the events of one request or one chunk of an import.
public final class Rules {
    private static final Duration MAX_AHEAD = Duration.ofHours(24);

    private final Sender sender;
    private final Instant now;
    private final Instant latest;
    private final Set<Identity> seen = new HashSet<>();

    private record Identity(UserId user, EventId id) {}

    /// @param sender who sends the events
    /// @param now    when they were received
    public Rules(Sender sender, Instant now) {
        this.sender = sender;
        this.now = now;
        this.latest = now.plus(MAX_AHEAD);
    }

    /// Judges what was read.
    ///
    /// @param bytes  where it was read from
    /// @param hasNul whether a text in it has the character U+0000
    public Submission judge(Decoded decoded, Slice bytes, boolean hasNul) {
        return switch (decoded) {
            case Decoded.Unreadable unreadable ->
                new Submission.Rejected(
                        unreadable.id(), new Verdict.Rejected(unreadable.code().wireName(), unreadable.detail()));
            case Decoded.Valid(Event event) -> {
                UserId user = Objects.requireNonNullElse(event.envelope().user(), sender.user());
                Verdict.Rejected broken = brokenRule(event, user, hasNul);
                yield broken == null
                        ? new Submission.Valid(event.envelope(), event.type(), event.lane(), user, bytes)
                        : new Submission.Rejected(event.envelope().id(), broken);
            }
        };
    }

    private Verdict.@Nullable Rejected brokenRule(Event event, UserId user, boolean hasNul) {
        if (event instanceof Event.SessionExpired) {
            return new Verdict.Rejected("type_not_allowed", "session.expired is Tidemark's own");
        }
        if (event.envelope().user() != null && !sender.isBackend()) {
            return new Verdict.Rejected(
                    "user_not_allowed", "only a token in group " + Groups.BACKEND + " may name a user");
        }
        if (hasNul) {
            return new Verdict.Rejected("unstorable_value", "a text has the character U+0000, which no store can hold");
        }
        Optional<String> late = event.fieldAfter(latest);
        if (late.isPresent()) {
            return new Verdict.Rejected(
                    "invalid_time", late.get() + " is more than 24 h after " + now + ", when it was received");
        }
        return seen.add(new Identity(user, event.envelope().id()))
                ? null
                : new Verdict.Rejected("duplicate_id", "there is an earlier event of this user and id beside it");
    }
}
