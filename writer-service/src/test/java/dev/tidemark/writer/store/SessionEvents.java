package dev.tidemark.writer.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidemark.common.event.Decoded;
import dev.tidemark.common.event.EventReader;
import dev.tidemark.common.event.UserId;
import dev.tidemark.writer.batch.Delivery;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/// Events of sessions, received as they occurred, and how they are written.
final class SessionEvents {
    private static final UserId ANN = new UserId("ann");

    private SessionEvents() {}

    static Delivery.Valid started(String session, Instant at, String data) {
        return event("session.started", session, at, data);
    }

    static Delivery.Valid beat(String session, Instant at, String data) {
        return event("session.heartbeat", session, at, data);
    }

    static Delivery.Valid ended(String session, Instant at, String data) {
        return event("session.ended", session, at, data);
    }

    /// Gives up a session that was last heard of then.
    static Delivery.Valid expired(String session, Instant lastReceived) {
        return event("session.expired", session, lastReceived, "{\"last_received_at\": \"" + lastReceived + "\"}");
    }

    static Delivery.Valid event(String type, String session, Instant at, String data) {
        String json = """
                {"id": "%s-%d", "type": "%s", "session_id": "%s", "occurred_at": "%s", "data": %s}""".formatted(type, at.hashCode() & 0xFFFF, type, session, at, data);
        return switch (EventReader.read(json.getBytes(UTF_8))) {
            case Decoded.Valid(var event) -> Deliveries.of(ANN, at, event);
            case Decoded.Unreadable unreadable -> throw new AssertionError(unreadable + " in " + json);
        };
    }

    static void write(TestStore store, Delivery.Valid... events) throws StoreException {
        write(store, Arrays.asList(events));
    }

    static void write(TestStore store, List<Delivery.Valid> events) throws StoreException {
        List<SessionRow> _ = store.store().write(Deliveries.fold(events), 0, Locks.WAIT);
    }
}
