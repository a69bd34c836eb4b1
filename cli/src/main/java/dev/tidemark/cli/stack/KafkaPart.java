package dev.tidemark.cli.stack;

import dev.tidemark.cli.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/// A real Kafka broker in KRaft mode, broker and controller in one process.
final class KafkaPart extends Part {
    private static final List<String> JVM =
            List.of("-Xms96m", "-Xmx384m", "-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders");

    private final Installation installation;
    private final Ports ports;
    private final Path data;
    private final Optional<Tls> tls;
    /// Where the broker is reached without TLS, by itself and by whoever makes its topics.
    private final int inside;

    KafkaPart(Installation installation, RunState state, Ports ports, Path data, Optional<Tls> tls) {
        super("kafka", state);
        this.installation = installation;
        this.ports = ports;
        this.data = data;
        this.tls = tls;
        this.inside = tls.isPresent() ? Ports.anyFree() : ports.kafka();
    }

    @Override
    void start() {
        Path properties = writeProperties();
        List<String> command = new ArrayList<>();
        command.add(Installation.java().toString());
        command.addAll(JVM);
        command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=info");
        command.add("-cp");
        command.add(installation.classPath());
        command.add(KafkaBroker.class.getName());
        command.add(properties.toString());
        tls.ifPresent(users -> command.addAll(
                List.of("--add-scram", "SCRAM-SHA-512=[name=tidemark,password=" + users.password() + "]")));
        launch(command, Map.of());
    }

    @Override
    boolean isReady() {
        return !Ports.isFree(ports.kafka()) && ContractTopics.areThere("localhost:" + inside);
    }

    private static void secure(Properties properties, Tls tls) {
        properties.put("sasl.enabled.mechanisms", "SCRAM-SHA-512");
        properties.put(
                "listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;");
        properties.put("ssl.keystore.type", "PEM");
        try {
            properties.put("ssl.keystore.certificate.chain", Files.readString(tls.certificate()));
            properties.put("ssl.keystore.key", Files.readString(tls.key()));
        } catch (IOException unreadable) {
            throw new Failure("cannot read the broker's certificate: " + unreadable.getMessage(), unreadable);
        }
    }

    private Path writeProperties() {
        int controller = Ports.anyFree();
        Properties properties = new Properties();
        properties.put("process.roles", "broker,controller");
        properties.put("node.id", "1");
        properties.put("controller.quorum.voters", "1@localhost:" + controller);
        String brokers = tls.isPresent() ? "SASL_SSL://localhost:" + ports.kafka() + "," : "";
        properties.put(
                "listeners", brokers + "PLAINTEXT://localhost:" + inside + ",CONTROLLER://localhost:" + controller);
        properties.put("advertised.listeners", brokers + "PLAINTEXT://localhost:" + inside);
        properties.put("inter.broker.listener.name", "PLAINTEXT");
        tls.ifPresent(how -> secure(properties, how));
        properties.put("controller.listener.names", "CONTROLLER");
        properties.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,SASL_SSL:SASL_SSL,CONTROLLER:PLAINTEXT");
        properties.put("log.dirs", data.toString());
        properties.put("auto.create.topics.enable", "false");
        // One broker: internal topics have one replica, and few partitions so that a first start is quick.
        properties.put("offsets.topic.replication.factor", "1");
        properties.put("offsets.topic.num.partitions", "3");
        properties.put("transaction.state.log.replication.factor", "1");
        properties.put("transaction.state.log.min.isr", "1");
        properties.put("transaction.state.log.num.partitions", "3");
        properties.put("share.coordinator.state.topic.replication.factor", "1");
        properties.put("share.coordinator.state.topic.min.isr", "1");
        properties.put("group.initial.rebalance.delay.ms", "0");
        properties.put("log.message.timestamp.type", "CreateTime");
        Path file = log().resolveSibling("kafka-server.properties");
        try {
            Files.createDirectories(data);
            try (var out = Files.newBufferedWriter(file)) {
                properties.store(out, "written at each start");
            }
        } catch (IOException denied) {
            throw new Failure("cannot write " + file + ": " + denied.getMessage(), denied);
        }
        return file;
    }
}
