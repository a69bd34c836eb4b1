package dev.tidemark.ingest;

import static dev.tidemark.ingest.Requests.batch;
import static dev.tidemark.ingest.Requests.token;
import static dev.tidemark.ingest.Requests.visit;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidemark.common.event.Lane;
import dev.tidemark.common.topic.TopicTail;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/// Kafka dies under load, stays away for half a minute, and comes back.
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
class OutageTest {
    private static final int CLIENTS = 6;
    private static final int EVENTS = 20;
    private static final Duration AWAY = Duration.ofSeconds(30);

    private final Set<String> accepted = ConcurrentHashMap.newKeySet();
    private final Set<String> toldToRetry = ConcurrentHashMap.newKeySet();
    private final Queue<String> surprises = new ConcurrentLinkedQueue<>();
    private final Queue<Long> millisWhileOpen = new ConcurrentLinkedQueue<>();
    private final AtomicLong number = new AtomicLong();
    private volatile boolean isOver;
    private volatile boolean isLongAway;

    @Test
    void everyEventIsOnKafkaOrItsClientWasToldToRetry() throws Exception {
        String run = "outage-" + System.nanoTime() + "-";
        try (TopicTail bulk = Requests.tail(Lane.BULK);
                HttpClient http = HttpClient.newHttpClient();
                ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            for (int i = 0; i < CLIENTS; i++) {
                clients.execute(() -> load(http, run));
            }
            awaitMore(accepted, 2_000);

            // Kafka is gone.
            KafkaResource.kafka().kill();
            await().atMost(Duration.ofSeconds(20)).until(() -> !toldToRetry.isEmpty());
            TimeUnit.SECONDS.sleep(10); // until nothing of before is under way any more
            isLongAway = true;
            readiness(503, "DOWN");
            given().get(management() + "/q/health/live").then().statusCode(200);
            TimeUnit.MILLISECONDS.sleep(AWAY.minusSeconds(15).toMillis());
            isLongAway = false;

            // Kafka is back.
            KafkaResource.kafka().start();
            int before = accepted.size();
            await().atMost(Duration.ofSeconds(30)).until(() -> accepted.size() > before + 2_000);
            isOver = true;
            clients.shutdown();
            assertThat(clients.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> readiness(200, "UP"));

            // Every event is accounted for.
            Set<String> onKafka = new HashSet<>();
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                bulk.next(10_000).forEach(record -> onKafka.add(TopicTail.header(record, "ce_id")));
                return onKafka.containsAll(accepted);
            });
            assertThat(surprises).isEmpty();
            assertThat(accepted.size() + toldToRetry.size()).isEqualTo((int) number.get());
            assertThat(millisWhileOpen).isNotEmpty();
            assertThat(millisWhileOpen.stream().sorted().toList().get(millisWhileOpen.size() / 2))
                    .as("median milliseconds of an answer once the breaker is open")
                    .isLessThan(1_000);
        }
    }

    private void load(HttpClient http, String run) {
        String token = token("outage", "tidemark-client");
        while (!isOver) {
            String[] ids = IntStream.range(0, EVENTS)
                    .mapToObj(_ -> run + number.incrementAndGet())
                    .toArray(String[]::new);
            long begun = System.nanoTime();
            try {
                HttpResponse<String> answer = http.send(
                        HttpRequest.newBuilder(URI.create(
                                        "http://localhost:" + RestAssured.port + "/api/v1/events?results=all"))
                                .header("Authorization", "Bearer " + token)
                                .header("Content-Type", "application/json")
                                .timeout(Duration.ofSeconds(20))
                                .POST(HttpRequest.BodyPublishers.ofString(batch(IntStream.range(0, EVENTS)
                                        .mapToObj(i -> visit(ids[i]))
                                        .toArray(String[]::new))))
                                .build(),
                        BodyHandlers.ofString());
                if (isLongAway) {
                    millisWhileOpen.add(
                            Duration.ofNanos(System.nanoTime() - begun).toMillis());
                }
                account(answer);
            } catch (IOException broken) {
                surprises.add(broken.toString());
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return;
            }
            pause();
        }
    }

    private void account(HttpResponse<String> answer) throws IOException {
        if (answer.statusCode() != 202 && answer.statusCode() != 207 && answer.statusCode() != 503) {
            surprises.add(answer.statusCode() + ": " + answer.body());
            return;
        }
        if (answer.statusCode() == 503
                && answer.headers().firstValue("Retry-After").isEmpty()) {
            surprises.add("503 without Retry-After");
        }
        for (JsonNode result : new ObjectMapper().readTree(answer.body()).path("results")) {
            String id = result.path("id").asText();
            switch (result.path("verdict").asText()) {
                case "accepted" -> accepted.add(id);
                case "retry" -> toldToRetry.add(id);
                default -> surprises.add(result.toString());
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(20);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static void awaitMore(Set<String> ids, int most) {
        await().atMost(Duration.ofSeconds(30)).until(() -> ids.size() > most);
    }

    private static void readiness(int status, String word) {
        assertThat(given().get(management() + "/q/health/ready")
                        .then()
                        .statusCode(status)
                        .extract()
                        .asString())
                .contains(word);
    }

    private static String management() {
        return "http://localhost:" + ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class);
    }
}
