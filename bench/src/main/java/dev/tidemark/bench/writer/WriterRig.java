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

    private final ServerProcess kafka;
    private final ServerProcess postgres;
    private final ServerProcess writer;
    private final StateFolder state;
    private final Admin admin;

    private WriterRig(ServerProcess kafka, ServerProcess postgres, ServerProcess writer, StateFolder state) {
        this.kafka = kafka;
        this.postgres = postgres;
        this.writer = writer;
        this.state = state;
        this.admin = Admin.create(Map.of("bootstrap.servers", kafka.ports().bootstrapServers()));
    }

    /// Starts all three. Nobody gives up sessions, which has a measurement of its own.
    public static WriterRig start() {
        return start(false);
    }

    /// Starts all three.
    ///
    /// @param liveness whether the writer finds abandoned sessions and sums up minutes
    public static WriterRig start(boolean liveness) {
        ServerProcess kafka = Server.kafka();
        try {
            ServerProcess postgres = Server.postgres();
            try {
                StateFolder state = StateFolder.of(postgres.ports());
                ServerProcess writer = Server.writer(kafka, postgres, settings(liveness, state));
                return new WriterRig(kafka, postgres, writer, state);
            } catch (RuntimeException notStarted) {
                postgres.close();
                throw notStarted;
            }
        } catch (RuntimeException notStarted) {
            kafka.close();
            throw notStarted;
        }
    }

    private static Map<String, String> settings(boolean liveness, StateFolder state) {
        return Map.of(
                "TIDEMARK_KAFKA_CLIENT__ISOLATION_LEVEL_", "read_committed", // see HeldBacklog
                "TIDEMARK_LIVENESS_ENABLED", Boolean.toString(liveness),
                "TIDEMARK_LIVENESS_STATE_DIR", state.path().toString());
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

    /// The broker's own answers.
    public Admin admin() {
        return admin;
    }

    /// The writer, to be taken away and brought back.
    public ServerProcess writerServer() {
        return writer;
    }

    /// What liveness keeps on disk.
    public StateFolder state() {
        return state;
    }

    /// Ingest before the same broker.
    public ServerProcess ingest() {
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
        state.delete();
    }
}
