package dev.tidemark.system.guarantee;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import dev.tidemark.cli.stack.Installation;
import dev.tidemark.cli.stack.Keys;
import dev.tidemark.cli.stack.Server;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/// One scenario as it is played: writers before the shared servers, what was sent to them, and what they made of it.
final class Run implements AutoCloseable {
    private static final Duration SETTLING = Duration.ofMinutes(3);

    private final Servers servers;
    private final Ledger ledger;
    private final Workload workload;
    private final Random random;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final List<Server> writers = new ArrayList<>();

    /// @param name tells its users from those of other runs
    Run(Servers servers, String name, long seed) {
        this.servers = servers;
        this.ledger = new Ledger(servers.kafka().ports().bootstrapServers());
        this.workload = new Workload(name, seed);
        this.random = new Random(seed);
    }

    Servers servers() {
        return servers;
    }

    Workload workload() {
        return workload;
    }

    Ledger ledger() {
        return ledger;
    }

    Random random() {
        return random;
    }

    /// Starts one more writer. It gives up no sessions, which has tests of its own.
    Server startWriter() {
        Server writer = servers.startWriter(Map.of("TIDEMARK_LIVENESS_ENABLED", "false"));
        synchronized (writers) {
            writers.add(writer);
        }
        return writer;
    }

    /// Sends these, and returns once they are accepted.
    void send(List<Sending> sendings) {
        ledger.send(sendings);
        ledger.flush();
    }

    /// Clients that send until it is closed.
    Traffic traffic(int perSecond) {
        return new Traffic(new Workload(workload.name().replaceAll("-$", ""), random.nextLong()), ledger, perSecond);
    }

    /// Lets some time go by, no one knows how much.
    void pauseAtRandom(Duration most) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(random.nextLong(most.toMillis()));
    }

    /// Waits until the writers have dealt with everything.
    void awaitSettled() {
        ledger.flush();
        await().atMost(SETTLING).pollInterval(Duration.ofMillis(100)).until(servers::isSettled);
    }

    /// The rows of this run.
    Rows rows() {
        try (Connection connection = servers.connect()) {
            return RowReader.read(connection, workload.name());
        } catch (SQLException broken) {
            throw new AssertionError("the store does not answer the test", broken);
        }
    }

    /// The letters of this run, by origin.
    Map<String, String> letters() {
        Map<String, String> letters = Letters.byOrigin(servers.kafka().ports().bootstrapServers());
        letters.keySet().retainAll(ledger.byOrigin().keySet());
        return letters;
    }

    /// Whether a writer says that it is alive.
    boolean isAlive(Server writer) {
        return health(writer, "live").statusCode() == 200;
    }

    /// What a writer says about its readiness.
    HttpResponse<String> readiness(Server writer) {
        return health(writer, "ready");
    }

    private HttpResponse<String> health(Server writer, String which) {
        return ask(HttpRequest.newBuilder(
                URI.create("http://localhost:" + writer.ports().writerManagement() + "/q/health/" + which)));
    }

    /// Calls a writer as an operator.
    HttpResponse<String> operate(Server writer, String path, String body) {
        String token =
                Keys.of(Installation.find()).token("operator-1", List.of("tidemark-operator"), Duration.ofMinutes(5));
        return ask(HttpRequest.newBuilder(URI.create(writer.ports().writerUrl() + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body, UTF_8)));
    }

    private HttpResponse<String> ask(HttpRequest.Builder question) {
        try {
            return http.send(question.timeout(Duration.ofSeconds(10)).build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException unanswered) {
            throw new AssertionError("the writer does not answer the test", unanswered);
        }
    }

    @Override
    public void close() {
        writers.forEach(Server::close);
        ledger.close();
        http.close();
    }
}
