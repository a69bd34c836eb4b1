package dev.tidemark.system.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidemark.cli.stack.Installation;
import dev.tidemark.cli.stack.Keys;
import dev.tidemark.cli.stack.Server;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Two instances of ingest are restarted one after the other while clients send: every request gets its verdict.
/// Between them stands what stands there in any deployment: something that asks each instance now and then whether it
/// is ready,
/// and sends nobody to one that is not.
@Tag("containers")
class RollingRestartTest {
    private static final int CLIENTS = 8;
    private static final Map<String, String> ENOUGH = Map.of(
            "TIDEMARK_LIMITS_RATE_LIFECYCLE_USER", "off",
            "TIDEMARK_LIMITS_RATE_EVENTS_USER", "off");

    private final AtomicLong answered = new AtomicLong();
    private final Queue<String> lost = new ConcurrentLinkedQueue<>();
    private final Set<Server> ready = ConcurrentHashMap.newKeySet();
    private volatile boolean isOver;

    @Test
    void noRequestLosesItsVerdict() throws Exception {
        try (Server kafka = Testbed.kafka();
                Server one = Server.ingest(kafka, ENOUGH);
                Server other = Server.ingest(kafka, ENOUGH);
                ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            ready.addAll(List.of(one, other));
            Thread balancer = Thread.ofVirtual().start(() -> balance(List.of(one, other)));
            for (int i = 0; i < CLIENTS; i++) {
                List<Server> preferred = i % 2 == 0 ? List.of(one, other) : List.of(other, one);
                int client = i;
                clients.execute(() -> load(client, preferred));
            }
            awaitMoreAnswers();
            for (Server instance : List.of(one, other)) {
                instance.stop();
                awaitMoreAnswers();
                instance.start();
                awaitMoreAnswers();
            }
            isOver = true;
            clients.shutdown();
            assertThat(clients.awaitTermination(30, TimeUnit.SECONDS)).isTrue();

            balancer.join();
            assertThat(lost).isEmpty();
        }
    }

    private void balance(List<Server> instances) {
        try (HttpClient http =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build()) {
            while (!isOver) {
                for (Server instance : instances) {
                    if (isReady(http, instance)) {
                        ready.add(instance);
                    } else {
                        ready.remove(instance);
                    }
                }
                TimeUnit.MILLISECONDS.sleep(100);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isReady(HttpClient http, Server instance) throws InterruptedException {
        try {
            URI uri = URI.create("http://localhost:" + instance.ports().ingestManagement() + "/q/health/ready");
            HttpRequest question =
                    HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(2)).build();
            return http.send(question, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notThere) {
            return false;
        }
    }

    private void load(int client, List<Server> preferred) {
        String token = Keys.of(Installation.find())
                .token("rolling-" + client, List.of("tidemark-client"), Duration.ofHours(1));
        try (HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build()) {
            for (long number = 0; !isOver; number++) {
                send(http, token, preferred, "rolling-" + client + "-" + number);
            }
        }
    }

    private void send(HttpClient http, String token, List<Server> preferred, String id) {
        for (Server instance : preferred.stream().filter(ready::contains).toList()) {
            try {
                HttpResponse<String> answer = http.send(request(instance, token, id), BodyHandlers.ofString());
                if (answer.statusCode() == 202) {
                    answered.incrementAndGet();
                } else {
                    lost.add(answer.statusCode() + ": " + answer.body());
                }
                return;
            } catch (ConnectException notThere) {
                // The other one is.
            } catch (IOException unanswered) {
                lost.add(id + ": " + unanswered);
                return;
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        lost.add(id + ": no instance takes a connection");
    }

    private static HttpRequest request(Server instance, String token, String id) {
        return HttpRequest.newBuilder(URI.create(instance.ports().ingestUrl() + "/api/v1/events"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(30))
                .POST(HttpRequest.BodyPublishers.ofString("""
                        {"events": [{"id": "%s", "type": "session.heartbeat", "session_id": "s", "occurred_at": "%s"}]}""".formatted(id, Instant.now())))
                .build();
    }

    private void awaitMoreAnswers() {
        long before = answered.get();
        await().atMost(Duration.ofSeconds(30)).until(() -> answered.get() > before + 500);
    }
}
