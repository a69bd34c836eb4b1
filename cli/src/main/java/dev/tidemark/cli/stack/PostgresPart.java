package dev.tidemark.cli.stack;

import dev.tidemark.cli.Failure;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A real PostgreSQL. It refuses to run as root, so for root it runs in a user namespace of its own, as nobody.
final class PostgresPart extends Part {
    private static final String NAME = "tidemark";

    private final PostgresBinaries binaries;
    private final Ports ports;
    private final Path data;
    private final boolean durable;
    private final Optional<Tls> tls;

    PostgresPart(
            Installation installation, RunState state, Ports ports, Path data, boolean durable, Optional<Tls> tls) {
        super("postgres", state);
        this.binaries = new PostgresBinaries(installation.home());
        this.ports = ports;
        this.data = data;
        this.durable = durable;
        this.tls = tls;
    }

    @Override
    void start() {
        Path bin = binaries.unpacked().resolve("bin");
        if (!Files.exists(data.resolve("PG_VERSION"))) {
            initialise(bin);
        }
        run(List.of(
                bin.resolve("pg_ctl").toString(),
                "start",
                "-w",
                "-t",
                "60",
                "-D",
                data.toString(),
                "-l",
                log().toString(),
                "-o",
                String.join(" ", serverOptions())));
        remember(running().orElseThrow(() -> new Failure("postgres stopped while starting; see " + log())));
        createDatabase();
    }

    @Override
    boolean isReady() {
        try (Connection _ = connect(NAME)) {
            return true;
        } catch (SQLException notYet) {
            return false;
        }
    }

    /// The server writes down its own pid, so it is known even when the launcher that started it was killed before it
    /// could.
    @Override
    Optional<ProcessHandle> running() {
        return super.running().or(() -> serverPid()
                .flatMap(ProcessHandle::of)
                .filter(process -> process.info().command().orElse("").endsWith("/postgres")));
    }

    /// Ends it in its fast mode (SIGINT): sessions are cut off, data is checkpointed.
    @Override
    void stop() {
        if (running().isPresent()) {
            run(List.of(
                    binaries.unpacked().resolve("bin/pg_ctl").toString(),
                    "stop",
                    "-m",
                    "fast",
                    "-w",
                    "-D",
                    data.toString()));
        }
        super.stop();
    }

    private List<String> serverOptions() {
        List<String> options = new ArrayList<>(List.of(
                "-p " + ports.postgres(),
                "-c listen_addresses=localhost",
                "-c unix_socket_directories=",
                "-c timezone=UTC",
                "-c max_wal_size=2GB"));
        if (!durable) {
            options.addAll(List.of("-c fsync=off", "-c synchronous_commit=off", "-c full_page_writes=off"));
        }
        tls.ifPresent(how -> options.addAll(List.of(
                "-c ssl=on",
                "-c ssl_cert_file=" + how.certificate(),
                "-c ssl_key_file=" + how.key(),
                "-c hba_file=" + onlyTls())));
        return options;
    }

    private Path onlyTls() {
        Path rules = log().resolveSibling("postgres-hba.conf");
        try {
            return Files.writeString(rules, "hostssl all all all scram-sha-256\n");
        } catch (IOException denied) {
            throw new Failure("cannot write " + rules + ": " + denied.getMessage(), denied);
        }
    }

    private String password() {
        return tls.map(Tls::password).orElse(NAME);
    }

    private void initialise(Path bin) {
        try {
            Files.createDirectories(data.getParent());
            Path unfinished = Files.createTempDirectory(data.getParent(), "postgres-unfinished");
            Path password = Files.writeString(data.resolveSibling("password"), password());
            run(List.of(
                    bin.resolve("initdb").toString(),
                    "-D",
                    unfinished.toString(),
                    "-U",
                    NAME,
                    "--pwfile=" + password,
                    "-A",
                    "scram-sha-256",
                    "-E",
                    "UTF8",
                    "--locale=C",
                    "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8",
                    durable ? "--sync-method=fsync" : "--no-sync"));
            Files.delete(password);
            Files.deleteIfExists(data);
            Files.move(unfinished, data, StandardCopyOption.ATOMIC_MOVE);
        } catch (DirectoryNotEmptyException notOurs) {
            throw new Failure(
                    data + " is not empty, but holds no data of PostgreSQL; choose another --data-dir", notOurs);
        } catch (IOException denied) {
            throw new Failure("cannot write to " + data + ": " + denied.getMessage(), denied);
        }
    }

    private void createDatabase() {
        try (Connection connection = connect("postgres");
                var statement = connection.createStatement();
                var found = statement.executeQuery("SELECT FROM pg_database WHERE datname = '" + NAME + "'")) {
            if (!found.next()) {
                statement.execute("CREATE DATABASE " + NAME);
            }
        } catch (SQLException refused) {
            throw new Failure("postgres runs, but its database cannot be made: " + refused.getMessage(), refused);
        }
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://localhost:" + ports.postgres() + "/" + database, NAME, password());
    }

    /// The pid (first line) of the server on this data and on this port (fourth line).
    ///
    /// @see <a href="https://www.postgresql.org/docs/18/storage-file-layout.html">PostgreSQL: postmaster.pid</a>
    private Optional<Long> serverPid() {
        try {
            List<String> lines = Files.readAllLines(data.resolve("postmaster.pid"));
            boolean onOurPort = lines.size() > 3 && lines.get(3).strip().equals(Integer.toString(ports.postgres()));
            return onOurPort ? Optional.of(Long.parseLong(lines.getFirst().strip())) : Optional.empty();
        } catch (IOException | NumberFormatException noServer) {
            return Optional.empty();
        }
    }

    private void run(List<String> command) {
        List<String> asNobody = new ArrayList<>();
        if ("root".equals(System.getProperty("user.name"))) {
            asNobody.addAll(List.of("unshare", "-U"));
        }
        asNobody.addAll(command);
        Path output = log().resolveSibling("postgres-tools.log");
        try {
            Process tool = new ProcessBuilder(asNobody)
                    .redirectErrorStream(true)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(ProcessBuilder.Redirect.to(output.toFile()))
                    .start();
            int exit = await(tool);
            if (exit != 0) {
                throw new Failure("postgres: " + Path.of(command.getFirst()).getFileName() + " failed (" + exit + "). "
                        + Files.readString(output).strip() + "\nSee also " + log());
            }
        } catch (IOException notStarted) {
            throw new Failure("cannot run " + asNobody.getFirst() + ": " + notStarted.getMessage(), notStarted);
        }
    }

    /// Waits for a tool's end, which is near, even when interrupted meanwhile: a server that it was starting would
    /// otherwise go on unseen.
    private static int await(Process tool) {
        try {
            return tool.waitFor();
        } catch (InterruptedException stopped) {
            int exit = tool.onExit().join().exitValue();
            Thread.currentThread().interrupt();
            return exit;
        }
    }
}
