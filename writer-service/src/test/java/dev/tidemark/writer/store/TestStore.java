package dev.tidemark.writer.store;

import dev.tidemark.cli.stack.Server;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.postgresql.ds.PGSimpleDataSource;

/// A store in a database of its own, on a real PostgreSQL that all tests of this module share.
public final class TestStore {
    private static final Server POSTGRES = Server.postgres();
    private final DataSource dataSource;

    private TestStore(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /// An empty store.
    public static TestStore fresh() {
        TestStore store = empty();
        store.migrate(MigrationVersion.LATEST);
        return store;
    }

    /// A database without any table.
    static TestStore empty() {
        String database = "test_" + UUID.randomUUID().toString().replace('-', '_');
        try (Connection server = dataSource("tidemark").getConnection();
                Statement create = server.createStatement()) {
            create.execute("CREATE DATABASE " + database);
            return new TestStore(dataSource(database));
        } catch (SQLException broken) {
            throw new AssertionError("no test store", broken);
        }
    }

    /// Brings it to a version of its schema.
    void migrate(MigrationVersion version) {
        Flyway.configure().dataSource(dataSource).target(version).load().migrate();
    }

    /// What is under test.
    public Store store() {
        return new Store(dataSource);
    }

    /// What in it is too old.
    public OldRows oldRows() {
        return new OldRows(dataSource);
    }

    /// The write side of its dead letters.
    public DeadLetters deadLetters() {
        return new DeadLetters(dataSource);
    }

    /// What looks for letters of a span of time.
    ///
    /// @param few what it takes for many
    LettersOfTime lettersOfTime(int few) {
        return new LettersOfTime(dataSource, few);
    }

    /// Its dead letters as they are read.
    public LetterList letterList() {
        return new LetterList(dataSource);
    }

    /// What is decided about one of them.
    public Decisions decisions() {
        return new Decisions(dataSource);
    }

    /// What is decided about many.
    public BulkDecisions bulkDecisions() {
        return new BulkDecisions(dataSource);
    }

    /// Says of letters that their events were applied after all, in a transaction of its own.
    public void markApplied(List<String> origins, String by) throws StoreException {
        boolean _ = new Transaction(dataSource).run(connection -> {
            DeadLetters.markApplied(connection, origins.stream().collect(Collectors.toMap(origin -> origin, _ -> by)));
            return true;
        });
    }

    /// What takes back what it writes.
    public StoreDryRun dryRun() {
        return new StoreDryRun(dataSource);
    }

    /// Its replays as operators see them.
    public Replays replays() {
        return new Replays(dataSource);
    }

    /// Its replays for those who work on them.
    public ReplayWork replayWork() {
        return new ReplayWork(dataSource);
    }

    /// What happened in each minute.
    public Rollups rollups() {
        return new Rollups(dataSource);
    }

    /// Does something in its database.
    public void run(String statements) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(statements);
        }
    }

    /// The rows that a query gives, their columns joined by blanks.
    public List<String> rows(String query) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> all = new ArrayList<>();
            while (rows.next()) {
                StringJoiner row = new StringJoiner(" ");
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    row.add(String.valueOf(rows.getString(i)));
                }
                all.add(row.toString());
            }
            return all;
        }
    }

    /// The server, to be taken away and brought back.
    public static Server server() {
        return POSTGRES;
    }

    /// A connection to look at what was written.
    public Connection connect() throws SQLException {
        return dataSource.getConnection();
    }

    private static DataSource dataSource(String database) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(POSTGRES.ports().jdbcUrl().replaceFirst("/tidemark$", "/" + database)
                + "?options=-c%20timezone=UTC%20-c%20lock_timeout=2s");
        dataSource.setUser("tidemark");
        dataSource.setPassword("tidemark");
        return dataSource;
    }
}
