package dev.tidemark.bench.writer;

import dev.tidemark.bench.ProcessUse;
import dev.tidemark.cli.stack.Server;
import dev.tidemark.cli.stack.ServerProcess;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/// A fresh broker, a fresh PostgreSQL and the packaged writer between them, each a process of its own, as
/// `./tidemark up` runs them; but PostgreSQL without fsync, as `./tidemark up --ephemeral` has it.
public final class WriterRig implements AutoCloseable {
    private static final Rows.Table SESSION =
            new Rows.Table("session", "session_id", "time_of(?)", "TRUNCATE session, session_count");

    /// See [HeldBacklog].
    private static final Map<String, String> COMMITTED =
            Map.of("TIDEMARK_KAFKA_CLIENT__ISOLATION_LEVEL_", "read_committed");

    private final ServerProcess kafka;
    private final ServerProcess postgres;
    private final ServerProcess writer;
    private final Admin admin;

    private WriterRig(ServerProcess kafka, ServerProcess postgres, ServerProcess writer) {
        this.kafka = kafka;
        this.postgres = postgres;
        this.writer = writer;
        this.admin = Admin.create(Map.of("bootstrap.servers", kafka.ports().bootstrapServers()));
    }

    /// Starts all three.
    public static WriterRig start() {
        ServerProcess kafka = Server.kafka();
        try {
            ServerProcess postgres = Server.postgres();
            try {
                return new WriterRig(kafka, postgres, Server.writer(kafka, postgres, COMMITTED));
            } catch (RuntimeException notStarted) {
                postgres.close();
                throw notStarted;
            }
        } catch (RuntimeException notStarted) {
            kafka.close();
            throw notStarted;
        }
    }

    /// Where the broker is.
    public String bootstrapServers() {
        return kafka.ports().bootstrapServers();
    }

    /// Where the store is.
    public String jdbcUrl() {
        return postgres.ports().jdbcUrl();
    }

    /// Where the writer answers.
    public String writerUrl() {
        return writer.ports().writerUrl();
    }

    /// A connection to the store, as anybody has it.
    public Connection connect() throws SQLException {
        return Rows.connect(jdbcUrl(), Map.of());
    }

    Admin admin() {
        return admin;
    }

    /// Ingest before the same broker.
    public Server ingest() {
        return Server.ingest(kafka, Map.of());
    }

    /// The table of the writer.
    Rows sessions() throws SQLException {
        return Rows.of(SESSION, jdbcUrl());
    }

    /// The writer as a contender.
    FromTopic writer(Rows sessions) {
        return new FromTopic(
                "ours",
                sessions,
                this,
                LaneRecords::of,
                writer::process,
                this::trouble,
                new Announcements.OnTopic(admin));
    }

    /// What to say when the writer does not get on.
    public String trouble() {
        return "The log of the writer is .tidemark/run/test-" + writer.ports().name() + "/writer.log";
    }

    /// The memory that the writer holds.
    public long writerBytes() throws IOException {
        return ProcessUse.residentBytes(writer.process());
    }

    /// The processor time of all while there is no process but PostgreSQL's at work.
    CpuTime cpu() {
        return cpu(Duration.ZERO);
    }

    /// The processor time of all; the writer is the one that writes.
    public CpuTime cpuWithWriter() {
        return cpu(writer.process());
    }

    /// The processor time of all.
    ///
    /// @param contender the process that writes
    CpuTime cpu(ProcessHandle contender) {
        return cpu(ProcessUse.cpu(contender));
    }

    private CpuTime cpu(Duration contender) {
        return new CpuTime(
                contender,
                CpuTime.ofTree(postgres.process()),
                ProcessUse.cpu(kafka.process()),
                ProcessUse.cpu(ProcessHandle.current()));
    }

    @Override
    public void close() {
        try (kafka;
                postgres;
                writer) {
            admin.close(Duration.ofSeconds(5));
        }
    }
}
