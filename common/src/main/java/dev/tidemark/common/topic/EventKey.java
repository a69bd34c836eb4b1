package dev.tidemark.common.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidemark.common.event.Envelope;
import dev.tidemark.common.event.SessionId;
import dev.tidemark.common.event.UserId;

/// The key of a record: `user/session`, or `user/event` without a session, both parts percent-encoded. All that
/// concerns one session stays in one partition of its lane.
public final class EventKey {
    private EventKey() {}

    /// The key of an event.
    public static byte[] of(UserId user, Envelope envelope) {
        SessionId session = envelope.session();
        return of(user, session == null ? envelope.id().value() : session.value());
    }

    /// The key of a session.
    public static byte[] of(UserId user, SessionId session) {
        return of(user, session.value());
    }

    /// Whose session a key names.
    ///
    /// @throws IllegalArgumentException when it names none
    public static UserId userOf(byte[] key) {
        return new UserId(PercentEncoding.decode(part(key, 0)));
    }

    /// Which session of that user it names.
    ///
    /// @throws IllegalArgumentException when it names none
    public static SessionId sessionOf(byte[] key) {
        return new SessionId(PercentEncoding.decode(part(key, 1)));
    }

    private static String part(byte[] key, int number) {
        String[] parts = new String(key, UTF_8).split("/", -1);
        if (parts.length != 2) {
            throw new IllegalArgumentException("a key is user/session");
        }
        return parts[number];
    }

    private static byte[] of(UserId user, String second) {
        return (PercentEncoding.encode(user.value()) + '/' + PercentEncoding.encodeIdentifier(second)).getBytes(UTF_8);
    }
}
