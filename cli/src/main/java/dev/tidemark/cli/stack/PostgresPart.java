package dev.tidemark.cli.stack;

import dev.tidemark.cli.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// A real PostgreSQL. It refuses to run as root, so for root it runs in a user namespace of its own, as nobody.
final class PostgresPart extends Part {
    private static final String NAME = "tidemark";

    private final PostgresBinaries binaries;
    private final Ports ports;
    private final Path data;
    private final boolean durable;

    PostgresPart(Installation installation, RunState state, Ports ports, Path data, boolean durable) {
        super("postgres", state);
        this.binaries = new PostgresBinaries(installation.home());
        this.ports = ports;
        this.data = data;
        this.durable = durable;
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
        remember(ProcessHandle.of(serverPid())
                .orElseThrow(() -> new Failure("postgres stopped while starting; see " + log())));
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
        return options;
    }

    private void initialise(Path bin) {
        try {
            Files.createDirectories(data);
            Path password = Files.writeString(data.resolveSibling("password"), NAME);
            run(List.of(
                    bin.resolve("initdb").toString(),
                    "-D",
                    data.toString(),
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
                "jdbc:postgresql://localhost:" + ports.postgres() + "/" + database, NAME, NAME);
    }

    private long serverPid() {
        try {
            return Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid"))
                    .getFirst()
                    .strip());
        } catch (IOException | NumberFormatException noPid) {
            throw new Failure("postgres left no pid in " + data + "; see " + log(), noPid);
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
            int exit = new ProcessBuilder(asNobody)
                    .redirectErrorStream(true)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(ProcessBuilder.Redirect.to(output.toFile()))
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new Failure("postgres: " + Path.of(command.getFirst()).getFileName() + " failed (" + exit + "). "
                        + Files.readString(output).strip() + "\nSee also " + log());
            }
        } catch (IOException notStarted) {
            throw new Failure("cannot run " + asNobody.getFirst() + ": " + notStarted.getMessage(), notStarted);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted while waiting for postgres", stopped);
        }
    }
}
