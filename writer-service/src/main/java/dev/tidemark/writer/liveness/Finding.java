package dev.tidemark.writer.liveness;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidemark.common.event.Envelope;
import dev.tidemark.common.event.EventId;
import dev.tidemark.common.event.EventType;
import dev.tidemark.common.json.CanonicalJson;
import dev.tidemark.common.topic.EventKey;
import dev.tidemark.common.topic.HeaderWriter;
import dev.tidemark.writer.batch.Batch.SessionKey;
import dev.tidemark.writer.store.MinuteCounts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.header.Header;

/// What follows from a session's state.
sealed interface Finding {
    /// Something counts from now on, or no more.
    ///
    /// @param place  where
    /// @param counts what is to be added there
    record Change(Contributions.Place place, MinuteCounts counts) implements Finding {}

    /// Nothing was heard of a session for too long.
    ///
    /// @param session        which
    /// @param lastReceivedAt when it was heard of last, as far as this expiry knows. Whoever knows better is not
    /// impressed
    /// @param deadline       until when something should have been heard
    record Expiry(SessionKey session, Instant lastReceivedAt, Instant deadline) implements Finding {
        /// The key of its event.
        byte[] key() {
            return EventKey.of(session.user(), session.session());
        }

        /// Its event: the same however often the same is found out.
        byte[] value() {
            return CanonicalJson.ofObject(Map.of(
                            "id", quoted(id().value()),
                            "type", quoted(EventType.SESSION_EXPIRED.wireName()),
                            "session_id", quoted(session.session().value()),
                            "occurred_at", quoted(deadline.toString()),
                            "data", "{\"last_received_at\":" + quoted(lastReceivedAt.toString()) + '}'))
                    .getBytes(UTF_8);
        }

        /// Its headers, as ingest would write them.
        ///
        /// @param now when it was found out
        List<Header> headers(Instant now) {
            Envelope envelope = new Envelope(id(), session.session(), deadline, deadline.toString(), null, null);
            return new HeaderWriter(session.user(), now, null, null)
                    .headers(envelope, EventType.SESSION_EXPIRED, session.user(), 0);
        }

        private EventId id() {
            byte[] name = (session.session().value() + '/' + lastReceivedAt).getBytes(UTF_8);
            return new EventId("expired-" + UUID.nameUUIDFromBytes(name));
        }

        /// Times and identifiers need no escapes.
        private static String quoted(String plain) {
            return '"' + plain + '"';
        }
    }
}
