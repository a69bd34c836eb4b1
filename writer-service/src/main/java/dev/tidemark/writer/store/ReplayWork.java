package dev.tidemark.writer.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// What whoever works on a replay needs: its lease, its next letters, and to say what became of them. An instance that
/// dies loses its lease, and another goes on where it was: what is still `pending` may have been sent, which is
/// harmless.
@ApplicationScoped
public class ReplayWork {
    /// Whoever waited longest is next, so that a short replay does not wait for a long one.
    private static final String CLAIM = """
            UPDATE replay SET owner = ?, lease_until = now() + interval '5 s'
            WHERE id = (SELECT id FROM replay
                        WHERE state = 'running' AND (lease_until IS NULL OR lease_until <= now())
                        ORDER BY lease_until NULLS FIRST, number
                        LIMIT 1
                        FOR UPDATE SKIP LOCKED)
            RETURNING id, dry_run, rate, lane""";

    private static final String RENEW = """
            UPDATE replay SET lease_until = now() + interval '5 s'
            WHERE id = ? AND owner = ? AND lease_until > now() AND state = 'running'""";

    private static final String RELEASE = """
            UPDATE replay SET
                lease_until = now() + ? * interval '1 ms',
                state = CASE WHEN settled THEN 'completed' ELSE state END,
                finished_at = CASE WHEN settled THEN now() END
            FROM (SELECT id, NOT EXISTS (
                      SELECT FROM replay_item WHERE replay = id AND outcome = 'pending') AS settled
                  FROM replay WHERE id = ?) AS items
            WHERE replay.id = items.id AND owner = ? AND state = 'running'""";

    /// As many as fit: the first of them always does.
    private static final String NEXT = """
            SELECT position, origin, status, key, value, headers,
                   (SELECT count(*) FROM replay_item AS i JOIN replay AS r ON r.id = i.replay
                    WHERE i.origin = items.origin AND i.replay <> items.replay AND NOT r.dry_run AND (%s)) AS replays
            FROM (SELECT i.replay, i.position, i.origin, d.status, d.key, coalesce(d.edited, d.value) AS value,
                         d.headers::text AS headers,
                         sum(size) OVER (ORDER BY i.position) - size AS before
                  FROM (SELECT replay, position, origin FROM replay_item
                        WHERE replay = ? AND outcome = 'pending'
                          AND position > (SELECT sent_to FROM replay WHERE id = ?)
                        ORDER BY position
                        LIMIT ?) AS i
                  JOIN dead_letter AS d USING (origin)
                  CROSS JOIN LATERAL (
                      SELECT octet_length(coalesce(d.edited, d.value, '')) + octet_length(coalesce(d.key, ''))
                          + octet_length(d.headers::text) AS size) AS sizes) AS items
            WHERE before <= 8388608
            ORDER BY position""".formatted(ReplayTable.WAS_SENT);

    private static final String UNDER_WAY = """
            SELECT count(*) FROM replay_item
            WHERE replay = ? AND outcome = 'pending' AND position <= (SELECT sent_to FROM replay WHERE id = ?)""";

    private static final String FOUND = """
            UPDATE replay_item AS i SET outcome = given.outcome, failure = given.failure, detail = given.detail
            FROM unnest(?::bigint[], ?::text[], ?::text[], ?::text[]) AS given (position, outcome, failure, detail)
            WHERE i.replay = ? AND i.position = given.position AND i.outcome = 'pending'""";

    private final DataSource dataSource;

    ReplayWork(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /// A replay that waits for somebody to work on it, whose lease is now the claimant's for 5 seconds.
    public Optional<ReplayTask> claim(String owner) throws StoreException {
        return new Query(dataSource, CLAIM)
                        .list(
                                statement -> statement.setString(1, owner),
                                row -> new ReplayTask(
                                        row.getObject("id", UUID.class),
                                        row.getBoolean("dry_run"),
                                        row.getInt("rate"),
                                        row.getString("lane")))
                        .stream()
                        .findFirst();
    }

    /// Whether it is still the owner's to work on; for 5 more seconds then.
    public boolean renew(UUID replay, String owner) throws StoreException {
        return new Query(dataSource, RENEW).run(statement -> {
            statement.setObject(1, replay);
            statement.setString(2, owner);
            return statement.executeUpdate() > 0;
        });
    }

    /// Leaves it to whoever claims it next; one of which everything is settled is completed.
    ///
    /// @param pause before which nobody does
    public void release(UUID replay, String owner, Duration pause) throws StoreException {
        int _ = new Query(dataSource, RELEASE).run(statement -> {
            statement.setLong(1, pause.toMillis());
            statement.setObject(2, replay);
            statement.setString(3, owner);
            return statement.executeUpdate();
        });
    }

    /// The letters that it has still to send, as many as are in 8 MiB.
    ///
    /// @param most how many at most
    public List<ReplayItem> next(UUID replay, int most) throws StoreException {
        return new Query(dataSource, NEXT)
                .list(
                        statement -> {
                            statement.setObject(1, replay);
                            statement.setObject(2, replay);
                            statement.setInt(3, most);
                        },
                        row -> new ReplayItem(
                                row.getLong("position"),
                                row.getString("origin"),
                                row.getString("status"),
                                row.getInt("replays"),
                                bytes(row.getBytes("key")),
                                bytes(row.getBytes("value")),
                                row.getString("headers")));
    }

    /// How many events it sent whose outcome nobody has said yet.
    public long underWay(UUID replay) throws StoreException {
        return new Query(dataSource, UNDER_WAY).run(statement -> {
            statement.setObject(1, replay);
            statement.setObject(2, replay);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    /// Kafka has all of its letters up to this position.
    public void markSent(UUID replay, long position) throws StoreException {
        String sql = "UPDATE replay SET sent_to = greatest(sent_to, ?) WHERE id = ?";
        int _ = new Query(dataSource, sql).run(statement -> {
            statement.setLong(1, position);
            statement.setObject(2, replay);
            return statement.executeUpdate();
        });
    }

    /// What is known of a letter without its being sent.
    ///
    /// @param outcome `applied`, `failed`, `skipped` or `undecided`
    public record Finding(
            long position,
            String outcome,
            @Nullable String failure,
            @Nullable String detail) {}

    /// Says what was found out.
    public void note(UUID replay, Collection<Finding> findings) throws StoreException {
        if (findings.isEmpty()) {
            return;
        }
        int _ = new Query(dataSource, FOUND).run(statement -> {
            new Columns<>(statement, findings)
                    .numbers(Finding::position)
                    .texts(Finding::outcome)
                    .texts(Finding::failure)
                    .texts(Finding::detail);
            statement.setObject(5, replay);
            return statement.executeUpdate();
        });
    }

    private static @Nullable Bytes bytes(byte @Nullable [] array) {
        return array == null ? null : Bytes.of(array);
    }
}
