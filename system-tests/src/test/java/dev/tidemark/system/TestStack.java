package dev.tidemark.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.cli.stack.Installation;
import dev.tidemark.cli.stack.Keys;
import dev.tidemark.cli.stack.Ports;
import dev.tidemark.common.event.Lane;
import dev.tidemark.common.topic.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// A stack of the packaged system, run by the same commands as a user's.
public final class TestStack implements AutoCloseable {
    private final Ports ports = Ports.anyFreeRow();
    private final Installation installation = Installation.find();
    private final HttpClient http = HttpClient.newHttpClient();

    /// One that is still to be started.
    public static TestStack onFreePorts() {
        TestStack stack = new TestStack();
        Runtime.getRuntime().addShutdownHook(new Thread(stack::close));
        return stack;
    }

    /// Starts one with fresh data that is removed at the end.
    public static TestStack up() {
        TestStack stack = onFreePorts();
        stack.cli("up", "--ephemeral", "--detach").requireSuccess();
        return stack;
    }

    /// Where it listens.
    public Ports ports() {
        return ports;
    }

    /// Runs a command against this stack and waits for it.
    public Cli.Result cli(String... command) {
        return start(command).await();
    }

    /// Starts a command against this stack.
    public Cli start(String... command) {
        return Cli.start(Stream.concat(Arrays.stream(command), Stream.of("--port-base", ports.name()))
                .toList());
    }

    /// A token for this stack.
    public String token(String user, String... groups) {
        return Keys.of(installation).token(user, List.of(groups), Duration.ofHours(1));
    }

    /// Posts a batch of events as a client.
    public HttpResponse<String> post(String user, String events) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(ports.ingestUrl() + "/api/v1/events"))
                .header("Authorization", "Bearer " + token(user, "tidemark-client"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"events\": [" + events + "]}"))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /// Puts what no client of ours would send onto the bulk lane, past ingest.
    public void sendToBulk(String value) throws ExecutionException, InterruptedException {
        Map<String, Object> settings = Map.of("bootstrap.servers", ports.bootstrapServers(), "max.block.ms", 10_000);
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(Topics.of(Lane.BULK).name(), value.getBytes(UTF_8)))
                    .get();
        }
    }

    /// Ends a part as if the power had gone.
    public void kill(String part) throws IOException {
        ProcessHandle process = process(part);
        process.destroyForcibly();
        process.onExit().join();
    }

    /// The process of a part.
    public ProcessHandle process(String part) throws IOException {
        Properties state = new Properties();
        Path file = installation.home().resolve("run").resolve(ports.name()).resolve(part + ".properties");
        try (var in = Files.newBufferedReader(file)) {
            state.load(in);
        }
        return ProcessHandle.of(Long.parseLong(state.getProperty("pid")))
                .orElseThrow(() -> new AssertionError(part + " does not run"));
    }

    /// Fails while a server of it still listens.
    public void assertNothingListens() {
        for (int port : new int[] {
            ports.ingest(), ports.writer(), ports.postgres(), ports.ingestManagement(), ports.writerManagement()
        }) {
            assertThat(Ports.isFree(port)).as("port %d", port).isTrue();
        }
    }

    /// The first column of the first row.
    public String sql(String query) {
        try (Connection connection = DriverManager.getConnection(ports.jdbcUrl(), "tidemark", "tidemark");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return String.valueOf(rows.getString(1));
        } catch (SQLException broken) {
            throw new AssertionError(query, broken);
        }
    }

    /// Runs statements in the store.
    public void run(String statements) {
        try (Connection connection = DriverManager.getConnection(ports.jdbcUrl(), "tidemark", "tidemark");
                Statement statement = connection.createStatement()) {
            statement.execute(statements);
        } catch (SQLException broken) {
            throw new AssertionError(statements, broken);
        }
    }

    /// What a part has logged.
    public String log(String part) throws IOException {
        return Files.readString(
                installation.home().resolve("run").resolve(ports.name()).resolve(part + ".log"), UTF_8);
    }

    @Override
    public void close() {
        cli("down");
    }
}
