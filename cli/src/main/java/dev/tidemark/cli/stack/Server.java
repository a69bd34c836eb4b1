package dev.tidemark.cli.stack;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// One part of the system alone: Kafka or PostgreSQL with fresh data and without fsync, which is what a test of one
/// service needs, or one of the services beside such. It can be taken away and brought back, which is half of what such
/// a test is about; meanwhile its data and its ports stay.
public interface Server extends AutoCloseable {
    /// A broker that has the contract's topics.
    static ServerProcess kafka() {
        return kafka(Optional.empty());
    }

    /// A broker that has the contract's topics, to which clients speak over TLS, as the user `tidemark`.
    static ServerProcess kafka(Tls tls) {
        return kafka(Optional.of(tls));
    }

    private static ServerProcess kafka(Optional<Tls> tls) {
        Installation installation = Installation.find();
        Ports ports = Ports.anyFreeRow();
        RunState state = stateOf(installation, ports);
        Path data = dataOf(installation, ports);
        return new ServerProcess(ports, new KafkaPart(installation, state, ports, data, tls), data).started();
    }

    /// A PostgreSQL that has an empty database.
    static ServerProcess postgres() {
        return postgres(Optional.empty());
    }

    /// A PostgreSQL that has an empty database, and takes nobody who does not come over TLS.
    static ServerProcess postgres(Tls tls) {
        return postgres(Optional.of(tls));
    }

    private static ServerProcess postgres(Optional<Tls> tls) {
        Installation installation = Installation.find();
        Ports ports = Ports.anyFreeRow();
        RunState state = stateOf(installation, ports);
        Path data = dataOf(installation, ports);
        return new ServerProcess(ports, new PostgresPart(installation, state, ports, data, false, tls), data).started();
    }

    /// The packaged ingest service before this Kafka, on ports of its own.
    ///
    /// @param settings what it is told beyond where everything is, as environment variables
    static ServerProcess ingest(Server kafka, Map<String, String> settings) {
        Installation installation = Installation.find();
        Ports ports = Ports.anyFreeRow();
        RunState state = stateOf(installation, ports);
        Map<String, String> all = new HashMap<>(settings);
        all.put("TIDEMARK_KAFKA_BOOTSTRAP_SERVERS", kafka.ports().bootstrapServers());
        Part part = ServicePart.ingest(installation, state, ports, Keys.of(installation), all);
        return new ServerProcess(ports, part, state.folder().resolve("ingest-app")).started();
    }

    /// The packaged writer between this Kafka and this PostgreSQL, on ports of its own.
    ///
    /// @param settings what it is told beyond where everything is, as environment variables
    static ServerProcess writer(Server kafka, Server postgres, Map<String, String> settings) {
        Installation installation = Installation.find();
        Ports ports = Ports.anyFreeRow();
        RunState state = stateOf(installation, ports);
        Map<String, String> all = new HashMap<>(settings);
        all.put("TIDEMARK_KAFKA_BOOTSTRAP_SERVERS", kafka.ports().bootstrapServers());
        all.put("QUARKUS_DATASOURCE_JDBC_URL", postgres.ports().jdbcUrl());
        Path data = dataOf(installation, ports);
        Part part =
                ServicePart.writer(installation, state, ports, Keys.of(installation), data.resolve("liveness"), all);
        return new ServerProcess(ports, part, data).started();
    }

    /// Where it listens.
    Ports ports();

    /// Ends it in good order.
    void stop();

    /// Ends it as if the power had gone.
    void kill();

    /// Starts it again and waits until it is ready.
    void start();

    /// Ends it and removes its data.
    @Override
    void close();

    private static RunState stateOf(Installation installation, Ports ports) {
        return new RunState(installation.home().resolve("run").resolve("test-" + ports.name()));
    }

    private static Path dataOf(Installation installation, Ports ports) {
        return installation.home().resolve("ephemeral").resolve("test-" + ports.name());
    }
}
