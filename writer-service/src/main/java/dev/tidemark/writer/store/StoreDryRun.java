package dev.tidemark.writer.store;

import dev.tidemark.writer.batch.Batch;
import dev.tidemark.writer.batch.Failure;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/// What [Store] does, taken back: what the store has against events, learned from the store itself.
@ApplicationScoped
public class StoreDryRun {
    /// Writers have those from 0; a dry run counts where nobody waits for it.
    private static final int LAST_SHARD = -1;

    private static final int SHARDS = 1_000;
    /// For so long rows that somebody else holds are waited for, one after the other.
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final Failure HELD = new Failure.Timeout("store_timeout", "others held too many rows", "55P03");

    private final DataSource dataSource;

    StoreDryRun(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /// Writes a batch and takes it back.
    ///
    /// @throws StoreException when it would not have been written, with whose fault it is
    public void of(Batch batch) throws StoreException {
        List<SessionRow> _ = new Transaction(dataSource).tryOut(connection -> {
            Locks.DRY_RUN.apply(connection);
            return Store.write(connection, batch, shard());
        });
    }

    /// Tells a store that is away from one that has something against the events of a batch: only the first does not
    /// commit a reserved row to the same tables.
    ///
    /// @throws StoreException when it is away
    public void requireUp(Batch batch) throws StoreException {
        Probe.commit(dataSource, batch, shard());
    }

    /// Which of several batches hold JSON that the store does not take: those that it would refuse are so told from the
    /// others without failing once for each.
    ///
    /// @return for each of them what the store has against its JSON; nothing where it would not even look at it
    /// @throws StoreException when the store is away
    public List<Optional<Failure>> ofJson(List<Batch> batches) throws StoreException {
        Map<Integer, Failure> refused = new Transaction(dataSource).tryOut(connection -> {
            Locks.DRY_RUN.apply(connection);
            Savepoint before = connection.setSavepoint();
            try {
                return JsonTrial.of(connection, batches);
            } catch (SQLException together) {
                connection.rollback(before);
                return Map.of(); // each by itself will show which
            }
        });
        return IntStream.range(0, batches.size())
                .mapToObj(refused::get)
                .map(Optional::ofNullable)
                .toList();
    }

    /// The same for each of several batches by itself: none sees another. Asked for when the store is up, so whatever
    /// it says is about that batch.
    ///
    /// @return for each of them what the store has against it
    /// @throws StoreException when the store is away
    public List<Optional<Failure>> ofEach(List<Batch> batches) throws StoreException {
        return new Transaction(dataSource).tryOut(connection -> {
            Locks.DRY_RUN.apply(connection);
            int shard = shard();
            long end = System.nanoTime() + PATIENCE.toNanos();
            List<Optional<Failure>> failures = new ArrayList<>(batches.size());
            Savepoint before = connection.setSavepoint();
            boolean waits = true;
            for (Batch batch : batches) {
                Optional<Failure> failure = waits ? of(connection, batch, shard) : Optional.of(HELD);
                failures.add(failure);
                connection.rollback(before);
                waits = waits && (!isHeld(failure) || System.nanoTime() < end);
            }
            return failures;
        });
    }

    private static Optional<Failure> of(Connection connection, Batch batch, int shard) throws SQLException {
        try {
            List<SessionRow> _ = Store.write(connection, batch, shard);
            return Optional.empty();
        } catch (SQLException refused) {
            return Optional.of(StoreException.of(refused).failure());
        }
    }

    private static boolean isHeld(Optional<Failure> failure) {
        return failure.filter(Failure.Timeout.class::isInstance).isPresent();
    }

    private static int shard() {
        return LAST_SHARD - ThreadLocalRandom.current().nextInt(SHARDS);
    }
}
