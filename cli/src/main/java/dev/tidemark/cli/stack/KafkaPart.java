package dev.tidemark.cli.stack;

import dev.tidemark.cli.Failure;
import dev.tidemark.common.topic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/// A real Kafka broker in KRaft mode, broker and controller in one process.
final class KafkaPart extends Part {
    private static final List<String> JVM =
            List.of("-Xms96m", "-Xmx384m", "-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders");

    private final Installation installation;
    private final Ports ports;
    private final Path data;

    KafkaPart(Installation installation, RunState state, Ports ports, Path data) {
        super("kafka", state);
        this.installation = installation;
        this.ports = ports;
        this.data = data;
    }

    @Override
    void start() {
        Path properties = writeProperties();
        List<String> command = new ArrayList<>();
        command.add(Installation.java().toString());
        command.addAll(JVM);
        command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=info");
        command.add("-cp");
        command.add(installation.cliJar() + ":" + installation.libraries() + "/*");
        command.add(KafkaBroker.class.getName());
        command.add(properties.toString());
        launch(command, Map.of());
    }

    @Override
    boolean isReady() {
        return !Ports.isFree(ports.kafka()) && topicsAreThere();
    }

    private boolean topicsAreThere() {
        Map<String, Object> config = Map.of(
                "bootstrap.servers", ports.bootstrapServers(),
                "request.timeout.ms", 3_000,
                "default.api.timeout.ms", 5_000);
        try (Admin admin = Admin.create(config)) {
            Set<String> existing = admin.listTopics().names().get(5, TimeUnit.SECONDS);
            List<NewTopic> missing = Topics.all().stream()
                    .filter(topic -> !existing.contains(topic.name()))
                    .map(KafkaPart::local)
                    .toList();
            admin.createTopics(missing).all().get(10, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException | TimeoutException notYet) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted while waiting for kafka", stopped);
        }
    }

    private static NewTopic local(Topics.Topic topic) {
        return new NewTopic(topic.name(), topic.partitions(), (short) 1)
                .configs(Map.of(
                        "retention.ms", Long.toString(topic.retention().toMillis()),
                        "max.message.bytes", Integer.toString(topic.maxBytes())));
    }

    private Path writeProperties() {
        int controller = Ports.anyFree();
        Properties properties = new Properties();
        properties.put("process.roles", "broker,controller");
        properties.put("node.id", "1");
        properties.put("controller.quorum.voters", "1@localhost:" + controller);
        properties.put("listeners", "PLAINTEXT://localhost:" + ports.kafka() + ",CONTROLLER://localhost:" + controller);
        properties.put("advertised.listeners", "PLAINTEXT://localhost:" + ports.kafka());
        properties.put("controller.listener.names", "CONTROLLER");
        properties.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
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
