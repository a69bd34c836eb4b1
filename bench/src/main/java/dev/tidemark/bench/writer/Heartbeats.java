package dev.tidemark.bench.writer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/// What every contender writes: heartbeats of numbered sessions, a lap over all of them after the other. [FromSql] and
/// [Rows] make the same ones in SQL.
///
/// @param start the time of the first lap
public record Heartbeats(Instant start) {
    /// Whose sessions they are, in turn.
    public static final int USERS = 50_000;

    /// From one heartbeat of a session to its next.
    static final Duration LAP = Duration.ofSeconds(1);

    /// From the client's clock to ingest's.
    public static final Duration TRANSIT = Duration.ofMillis(100);

    /// One heartbeat.
    public record Heartbeat(
            String user, String session, String event, Instant occurredAt, Instant receivedAt, long pullRequest) {}

    /// The heartbeat of this session in this lap.
    public Heartbeat of(long session, long lap) {
        String id = sessionId(session);
        Instant occurredAt = lap(lap).plusMillis(session % 1_000);
        return new Heartbeat(
                user(session), id, id + "-" + lap, occurredAt, occurredAt.plus(TRANSIT), (session + lap) % 60_000);
    }

    /// No heartbeat of this lap is older, and none of the laps before it is as new.
    public Instant lap(long lap) {
        return start.plus(LAP.multipliedBy(lap));
    }

    /// Whose this session is.
    public static String user(long session) {
        return "user-" + session % USERS;
    }

    /// As PostgreSQL's `md5('session-' || n)::uuid`: no order, so that the rows do not fall into place one beside the
    /// other.
    public static String sessionId(long session) {
        try {
            ByteBuffer md5 =
                    ByteBuffer.wrap(MessageDigest.getInstance("MD5").digest(("session-" + session).getBytes(UTF_8)));
            return new UUID(md5.getLong(), md5.getLong()).toString();
        } catch (NoSuchAlgorithmException notJava) {
            throw new IllegalStateException(notJava);
        }
    }
}
