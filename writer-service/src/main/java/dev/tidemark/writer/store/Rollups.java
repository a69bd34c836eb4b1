package dev.tidemark.writer.store;

import static java.util.Comparator.comparing;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import javax.sql.DataSource;

/// What happened in each minute. Young minutes are summed up elsewhere, as sessions change, and [written][#write]
/// here; old ones are [counted again][#recount] from the sessions themselves, because whoever changes what a session
/// was in such a minute says so in the same transaction (`rollup_due`). A minute that was counted once always is: a
/// sum that comes for it only has it counted again.
///
/// Both wait for each other, so that they never cross: what is counted is newer than what was there, and a minute is
/// either summed up or counted, in all of its repositories.
@ApplicationScoped
public class Rollups {
    /// Minutes before this time are counted from the sessions, in SQL.
    static final String OLD = "now() - interval '120 hours'";

    private static final int MOST_DUE = 100_000;
    private static final BinaryOperator<Rollup> LATER = BinaryOperator.maxBy(comparing(Rollup::summedAt));

    private final DataSource dataSource;

    Rollups(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /// Takes sums, whatever their order and however often they come: of each minute and repository the latest holds, as
    /// long as the minute was not counted from the sessions.
    ///
    /// @param sums no two different ones of the same minute and repository were made at the same time
    /// @throws StoreException when nothing was written
    public void write(List<Rollup> sums) throws StoreException {
        if (sums.isEmpty()) {
            return;
        }
        Collection<Rollup> latest = latest(sums);
        boolean _ = new Transaction(dataSource).run(connection -> {
            lock(connection);
            RollupTable.upsert(connection, latest);
            return true;
        });
    }

    /// Counts minutes again that are due, the oldest first, in one transaction. Each is exact: a mark commits
    /// together with the change that it tells of, so what the removal of marks sees, the count sees, which is a
    /// statement of its own and looks at the sessions later (READ COMMITTED). A change that commits after that has
    /// left a mark of its own, and is counted next. And since one counts at a time, no older count replaces a newer
    /// one.
    ///
    /// @param most how many minutes at most
    /// @return how many
    /// @throws StoreException when none was counted; they are still due
    public int recount(int most) throws StoreException {
        if (!isAnyDue()) {
            return 0; // and nobody had to wait for the lock
        }
        return new Transaction(dataSource).run(connection -> {
            lock(connection);
            List<Instant> minutes = DueTable.take(connection, most);
            RollupTable.recount(connection, minutes);
            return minutes.size();
        });
    }

    /// How many minutes are to be counted again; of more than 100,000 it says 100,000.
    public int due() throws StoreException {
        return new Query(dataSource, DueTable.COUNT)
                .list(statement -> statement.setInt(1, MOST_DUE), row -> row.getInt(1))
                .getFirst();
    }

    private boolean isAnyDue() throws StoreException {
        return !new Query(dataSource, DueTable.ANY)
                .list(_ -> {}, row -> row.getInt(1))
                .isEmpty();
    }

    /// A statement of its own: what the next one sees is then all that was written before.
    private static void lock(Connection connection) throws SQLException {
        Locks.PATIENT.apply(connection);
        try (PreparedStatement lock = connection.prepareStatement("SELECT lock_rollups()")) {
            lock.execute();
        }
    }

    private static Collection<Rollup> latest(List<Rollup> sums) {
        record Key(String repository, Instant minute) {}
        Map<Key, Rollup> latest = new HashMap<>();
        sums.forEach(sum -> latest.merge(new Key(sum.repository(), sum.minute()), sum, LATER));
        return latest.values();
    }
}
