package dev.tidemark.system.guarantee;

import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.WaitContainerResultCallback;
import dev.tidemark.cli.stack.ContractTopics;
import dev.tidemark.cli.stack.Ports;
import dev.tidemark.cli.stack.Server;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.utils.AppInfoParser;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/// A server in a container. Testcontainers makes the container and removes it, at the latest when the tests are ended;
/// in between one and the same is stopped, killed and started, so that its data stays. The port is chosen here, for the
/// engine would choose another one at every start.
final class ServerContainer implements Server {
    private static final String NAME = "tidemark";
    private static final Duration STARTING = Duration.ofSeconds(90);
    private static final Duration STOPPING = Duration.ofSeconds(25);

    private final Ports ports;
    private final GenericContainer<?> container;
    private final BooleanSupplier isReady;

    private ServerContainer(Ports ports, GenericContainer<?> container, BooleanSupplier isReady) {
        this.ports = ports;
        this.container = container;
        this.isReady = isReady;
    }

    /// A broker of the version that the services are built with.
    static ServerContainer kafka() {
        Ports ports = Ports.anyFreeRow();
        KafkaContainer kafka = new KafkaContainer("apache/kafka:" + AppInfoParser.getVersion())
                // The command of the image. That of Testcontainers waits in a shell, which SIGTERM would not get past,
                // until the port is known, which it is here from the beginning.
                .withCommand("/etc/kafka/docker/run")
                .withEnv(
                        "KAFKA_ADVERTISED_LISTENERS",
                        "PLAINTEXT://" + ports.bootstrapServers() + ",BROKER://localhost:9093")
                .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");
        kafka.setPortBindings(List.of("127.0.0.1:" + ports.kafka() + ":9092"));
        return new ServerContainer(ports, kafka, () -> ContractTopics.areThere(ports.bootstrapServers())).created();
    }

    /// A PostgreSQL of the major version that is embedded elsewhere.
    static ServerContainer postgres() {
        Ports ports = Ports.anyFreeRow();
        PostgreSQLContainer postgres = new PostgreSQLContainer("postgres:18")
                .withDatabaseName(NAME)
                .withUsername(NAME)
                .withPassword(NAME);
        postgres.setPortBindings(List.of("127.0.0.1:" + ports.postgres() + ":5432"));
        return new ServerContainer(ports, postgres, () -> takesConnections(ports.jdbcUrl())).created();
    }

    @Override
    public Ports ports() {
        return ports;
    }

    @Override
    public void stop() {
        docker().stopContainerCmd(container.getContainerId())
                .withTimeout((int) STOPPING.toSeconds())
                .exec();
    }

    @Override
    public void kill() {
        docker().killContainerCmd(container.getContainerId()).exec();
        docker().waitContainerCmd(container.getContainerId())
                .exec(new WaitContainerResultCallback())
                .awaitStatusCode();
    }

    @Override
    public void start() {
        docker().startContainerCmd(container.getContainerId()).exec();
        awaitReady();
    }

    @Override
    public void close() {
        container.stop();
    }

    private ServerContainer created() {
        container.start();
        awaitReady();
        return this;
    }

    private void awaitReady() {
        await(container.getDockerImageName()).atMost(STARTING).until(() -> {
            if (!container.isRunning()) {
                throw new AssertionError(container.getDockerImageName() + " ended:\n" + container.getLogs());
            }
            return isReady.getAsBoolean();
        });
    }

    private static boolean takesConnections(String jdbcUrl) {
        try (Connection _ = DriverManager.getConnection(jdbcUrl, NAME, NAME)) {
            return true;
        } catch (SQLException notYet) {
            return false;
        }
    }

    private DockerClient docker() {
        return container.getDockerClient();
    }
}
