package dev.tidemark.writer.liveness;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidemark.common.event.Decoded;
import dev.tidemark.common.event.Event;
import dev.tidemark.common.event.EventReader;
import dev.tidemark.common.event.SessionId;
import dev.tidemark.common.event.UserId;
import dev.tidemark.common.merge.SessionState;
import dev.tidemark.writer.batch.Batch.SessionKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A session as it grows event by event, as its row would.
final class Life {
    final SessionKey key;
    private @Nullable SessionState state;
    private int events;
    private final List<SessionState> rows = new ArrayList<>();

    Life(String session) {
        key = new SessionKey(new UserId("ada/ö"), new SessionId(session));
    }

    SessionState state() {
        return java.util.Objects.requireNonNull(state);
    }

    /// Every row that was committed.
    List<SessionState> rows() {
        return rows;
    }

    Life started(Instant at) {
        return heard("session.started", at, "{\"repo_owner\": \"kafka\", \"repo_name\": \"streams\"}");
    }

    Life heartbeat(Instant at) {
        return heard("session.heartbeat", at, "{}");
    }

    Life ended(Instant at, String data) {
        return heard("session.ended", at, data);
    }

    Life heard(String type, Instant at, String data) {
        return with(event(type, at, data), at);
    }

    Life expired(Instant lastReceivedAt) {
        return with(
                event("session.expired", lastReceivedAt, "{\"last_received_at\": \"%s\"}".formatted(lastReceivedAt)),
                lastReceivedAt);
    }

    Life with(Event event, Instant receivedAt) {
        SessionState said = SessionState.of(event, receivedAt);
        state = state == null ? said : state.merge(said);
        rows.add(state);
        return this;
    }

    private Event event(String type, Instant at, String data) {
        String json = """
                {"id": "e-%d", "type": "%s", "session_id": "%s", "occurred_at": "%s", "data": %s}""".formatted(events++, type, key.session().value(), at, data);
        return switch (EventReader.read(json.getBytes(UTF_8))) {
            case Decoded.Valid(Event event) -> event;
            case Decoded.Unreadable unreadable -> throw new AssertionError(unreadable + " in " + json);
        };
    }
}
