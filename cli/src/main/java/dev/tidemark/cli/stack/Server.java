package dev.tidemark.cli.stack;

import dev.tidemark.cli.Failure;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// One process of the system alone: Kafka or PostgreSQL with fresh data and without fsync, which is what a test of one
/// service needs, or one of the services beside such. It can be taken away and brought back, which is half of what such
/// a test is about.
public final class Server implements AutoCloseable {
    private final Ports ports;
    private final Part part;
    private final Path data;

    private Server(Ports ports, Part part, Path data) {
        this.ports = ports;
        this.part = part;
        this.data = data;
    }

    /// A broker that has the contract's topics.
    public static Server kafka() {
        Installation installation = Installation.find();
        Ports ports = Ports.anyFreeRow();
        RunState state = stateOf(installation, ports);
        Path data = dataOf(installation, ports);
        return new Server(ports, new KafkaPart(installation, state, ports, data), data).started();
    }

    /// A PostgreSQL that has an empty database.
    public static Server postgres() {
        Installation installation = Installation.find();
        Ports ports = Ports.anyFreeRow();
        RunState state = stateOf(installation, ports);
        Path data = dataOf(installation, ports);
        return new Server(ports, new PostgresPart(installation, state, ports, data, false), data).started();
    }

    /// The packaged ingest service before this Kafka, on ports of its own.
    ///
    /// @param settings what it is told beyond where everything is, as environment variables
    public static Server ingest(Server kafka, Map<String, String> settings) {
        Installation installation = Installation.find();
        Ports ports = Ports.anyFreeRow();
        RunState state = stateOf(installation, ports);
        Map<String, String> all = new HashMap<>(settings);
        all.put("TIDEMARK_KAFKA_BOOTSTRAP_SERVERS", kafka.ports().bootstrapServers());
        Part part = ServicePart.ingest(installation, state, ports, Keys.of(installation), all);
        return new Server(ports, part, state.folder().resolve("ingest-app")).started();
    }

    /// The packaged writer between this Kafka and this PostgreSQL, on ports of its own.
    ///
    /// @param settings what it is told beyond where everything is, as environment variables
    public static Server writer(Server kafka, Server postgres, Map<String, String> settings) {
        Installation installation = Installation.find();
        Ports ports = Ports.anyFreeRow();
        RunState state = stateOf(installation, ports);
        Map<String, String> all = new HashMap<>(settings);
        all.put("TIDEMARK_KAFKA_BOOTSTRAP_SERVERS", kafka.ports().bootstrapServers());
        all.put("QUARKUS_DATASOURCE_JDBC_URL", postgres.ports().jdbcUrl());
        Part part = ServicePart.writer(installation, state, ports, Keys.of(installation), all);
        return new Server(ports, part, state.folder().resolve("writer-app")).started();
    }

    /// Where it listens.
    public Ports ports() {
        return ports;
    }

    /// Its process.
    ///
    /// @throws Failure when it does not run
    public ProcessHandle process() {
        return part.running().orElseThrow(() -> new Failure(part.name() + " does not run; its log: " + part.log()));
    }

    /// Ends its process; its data stays for [#start].
    public void stop() {
        part.stop();
    }

    /// Ends its process as if the power had gone.
    public void kill() {
        part.running().ifPresent(process -> {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            process.onExit().join();
        });
    }

    /// Starts its process and waits until it is ready.
    public void start() {
        part.start();
        part.awaitReady();
    }

    /// Ends its process and removes its data.
    @Override
    public void close() {
        part.stop();
        FileTrees.delete(data);
    }

    private Server started() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
        start();
        return this;
    }

    private static RunState stateOf(Installation installation, Ports ports) {
        return new RunState(installation.home().resolve("run").resolve("test-" + ports.name()));
    }

    private static Path dataOf(Installation installation, Ports ports) {
        return installation.home().resolve("ephemeral").resolve("test-" + ports.name());
    }
}
