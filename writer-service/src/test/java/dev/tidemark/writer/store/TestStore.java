package dev.tidemark.writer.store;

import dev.tidemark.cli.stack.Server;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/// A store in a database of its own, on a real PostgreSQL that all tests of this module share.
public final class TestStore {
    private static final Server POSTGRES = Server.postgres();
    private static final List<String> MIGRATIONS = List.of("V1__schema.sql", "V2__writer.sql");

    private final DataSource dataSource;

    private TestStore(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /// An empty store.
    public static TestStore fresh() {
        String database = "test_" + UUID.randomUUID().toString().replace('-', '_');
        try (Connection server = dataSource("tidemark").getConnection();
                Statement create = server.createStatement()) {
            create.execute("CREATE DATABASE " + database);
            DataSource dataSource = dataSource(database);
            try (Connection connection = dataSource.getConnection();
                    Statement statement = connection.createStatement()) {
                for (String migration : MIGRATIONS) {
                    statement.execute(read("/db/migration/" + migration));
                }
            }
            return new TestStore(dataSource);
        } catch (SQLException | IOException broken) {
            throw new AssertionError("no test store", broken);
        }
    }

    private static String read(String resource) throws IOException {
        try (InputStream text = TestStore.class.getResourceAsStream(resource)) {
            return new String(Objects.requireNonNull(text).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /// What is under test.
    public Store store() {
        return new Store(dataSource);
    }

    /// What in it is too old.
    public OldRows oldRows() {
        return new OldRows(dataSource);
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
