package dev.tidemark.ingest;

import static dev.tidemark.common.topic.TopicTail.header;
import static dev.tidemark.ingest.Requests.backEnd;
import static dev.tidemark.ingest.Requests.batch;
import static dev.tidemark.ingest.Requests.client;
import static dev.tidemark.ingest.Requests.gzip;
import static dev.tidemark.ingest.Requests.many;
import static dev.tidemark.ingest.Requests.now;
import static dev.tidemark.ingest.Requests.start;
import static dev.tidemark.ingest.Requests.tail;
import static dev.tidemark.ingest.Requests.visit;
import static dev.tidemark.ingest.Requests.with;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.startsWith;

import dev.tidemark.cli.stack.Installation;
import dev.tidemark.cli.stack.Keys;
import dev.tidemark.common.event.Lane;
import dev.tidemark.common.topic.TopicTail;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
class NativeEventsTest {
    @Test
    void withoutATokenNothingIsTaken() {
        given().contentType("application/json")
                .body(batch(start("e1")))
                .post("/api/v1/events")
                .then()
                .statusCode(401)
                .contentType(startsWith("application/problem+json"))
                .header("WWW-Authenticate", "Bearer")
                .body("code", equalTo("unauthorized"));
    }

    @Test
    void aTokenThatIsForgedExpiredOrForSomethingElseIsNoToken() {
        Keys keys = Keys.of(Installation.find());
        String good = keys.token("user-1", List.of("tidemark-client"), Duration.ofMinutes(1));
        String expired = keys.token("user-1", List.of("tidemark-client"), Duration.ofHours(-2));
        String forged = good.substring(0, good.lastIndexOf('.') + 1) + "AAAA";

        for (String token : List.of(expired, forged, "nonsense")) {
            with(token)
                    .body(batch(start("e1")))
                    .post("/api/v1/events")
                    .then()
                    .statusCode(401)
                    .body("code", equalTo("unauthorized"));
        }
        with(keys.token("user-1", List.of("tidemark-viewer"), Duration.ofMinutes(1)))
                .body(batch(start("e1")))
                .post("/api/v1/events")
                .then()
                .statusCode(403)
                .body("code", equalTo("forbidden"));
    }

    @Test
    void anAcceptedEventStandsOnItsLaneByteForByte() {
        // Given
        String odd = "{ \"occurred_at\" :\"" + now() + "\",\"id\":\"odd-1\" , \"x\": [ 1 ],"
                + "\"type\":\"session.ended\",\"session_id\":\"s:1\",\"data\":{\"reason\":\"\\u00e4 ä 😀\"} }";

        try (TopicTail express = tail(Lane.EXPRESS)) {
            // When
            client("Zoë/1")
                    .body("{\"batch_id\": \"b\", \"events\": [" + odd + "] , \"more\": {}}")
                    .post("/api/v1/events")
                    .then()
                    .statusCode(202)
                    .body("accepted", equalTo(1))
                    .body("results", empty());

            // Then
            ConsumerRecord<byte[], byte[]> record = express.next(1).getFirst();
            assertThat(new String(record.value(), UTF_8)).isEqualTo(odd);
            assertThat(new String(record.key(), UTF_8)).isEqualTo("Zo%C3%AB%2F1/s%3A1");
            assertThat(header(record, "ce_source")).isEqualTo("/users/Zo%C3%AB%2F1");
            assertThat(header(record, "ce_id")).isEqualTo("odd-1");
            assertThat(header(record, "ce_subject")).isEqualTo("s:1");
            assertThat(header(record, "content-type")).isEqualTo("application/json");
            assertThat(Instant.parse(header(record, "tm_received_at")).toEpochMilli())
                    .isEqualTo(record.timestamp());
        }
    }

    @Test
    void gzipIsTaken() {
        try (TopicTail bulk = tail(Lane.BULK)) {
            client("user-1")
                    .header("Content-Encoding", "gzip")
                    .body(gzip(batch(visit("v1"), visit("v2")).getBytes(UTF_8)))
                    .post("/api/v1/events")
                    .then()
                    .statusCode(202)
                    .body("accepted", equalTo(2));

            assertThat(bulk.next(2)).hasSize(2);
        }
    }

    @Test
    void oneBadEventDoesNotFailTheGoodOnesBesideIt() {
        String ahead = start("ahead")
                .replace(now(), Instant.now().plus(Duration.ofHours(31)).toString());

        client("user-1")
                .body(batch(
                        start("good"), ahead, "7", start("nul").replace("}}", "\"a\":\"\\u0000\"}}"), start("good")))
                .post("/api/v1/events")
                .then()
                .statusCode(207)
                .body("accepted", equalTo(1))
                .body("rejected", equalTo(4))
                .body("results.index", equalTo(List.of(1, 2, 3, 4)))
                .body(
                        "results.code",
                        equalTo(List.of("invalid_time", "invalid_json", "unstorable_value", "duplicate_id")))
                .body("results[0].id", equalTo("ahead"))
                .body("results[0].detail", startsWith("occurred_at is more than 24 h after"));
    }

    @Test
    void allResultsAreListedWhenAskedFor() {
        client("user-1")
                .queryParam("results", "all")
                .body(batch(start("a"), start("b")))
                .post("/api/v1/events")
                .then()
                .statusCode(202)
                .body("results.verdict", equalTo(List.of("accepted", "accepted")));
    }

    @Test
    void noEventsAtAllAreAllAccepted() {
        client("user-1")
                .body(batch())
                .post("/api/v1/events")
                .then()
                .statusCode(202)
                .body("accepted", equalTo(0));
    }

    @Test
    void whereNoEventIsValidTheProblemCarriesTheVerdicts() {
        client("user-1")
                .body(batch(
                        start("e")
                                .replace("started", "expired")
                                .replace("{}", "{\"last_received_at\":\"" + now() + "\"}"),
                        start("no spaces")))
                .post("/api/v1/events")
                .then()
                .statusCode(422)
                .contentType(startsWith("application/problem+json"))
                .body("code", equalTo("no_valid_event"))
                .body("rejected", equalTo(2))
                .body("results.code", equalTo(List.of("type_not_allowed", "invalid_field")));
    }

    @Test
    void onlyABackEndNamesUsers() {
        String named = start("n").replace("\"id\"", "\"user\": \"visitor 7\", \"id\"");
        client("user-1")
                .body(batch(named))
                .post("/api/v1/events")
                .then()
                .statusCode(422)
                .body("results[0].code", equalTo("user_not_allowed"));

        try (TopicTail express = tail(Lane.EXPRESS)) {
            backEnd("shop")
                    .body(batch(named, named.replace("visitor 7", "visitor 8")))
                    .post("/api/v1/events")
                    .then()
                    .statusCode(202);

            assertThat(express.next(2))
                    .extracting(record -> header(record, "ce_source"), record -> header(record, "tm_sender"))
                    .containsExactlyInAnyOrder(
                            tuple("/users/visitor%207", "shop"), tuple("/users/visitor%208", "shop"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'{\"events\": [' | 400 | invalid_json",
                "'{\"events\": [{\"id\": tru}]}' | 400 | invalid_json",
                "'[]' | 400 | invalid_request",
                "'{}' | 400 | invalid_request",
                "'{\"events\": {}}' | 400 | invalid_request",
                "'{\"events\": []} {}' | 400 | invalid_json",
                "'' | 400 | invalid_request",
            })
    void whatIsNoBatchIsRefusedWhole(String body, int status, String code) {
        client("user-1")
                .body(body)
                .post("/api/v1/events")
                .then()
                .statusCode(status)
                .body("code", equalTo(code));
    }

    @Test
    void bodiesOutOfBoundsAreRefusedWhole() {
        refused(client("user-1").body("[".repeat(40)), 400, "invalid_request");
        refused(client("user-1").body("{\"events\": " + "[".repeat(40)), 400, "too_deep");
        refused(client("user-1").body(new byte[] {'{', (byte) 0xC3, '}'}), 400, "invalid_utf8");
        refused(client("user-1").body(batch(start("e")).getBytes(UTF_16LE)), 400, "invalid_json");
        refused(client("user-1").body(batch(start("e").replace("{}", "{\"a\":1e99999999999}"))), 422, "no_valid_event");
        refused(client("user-1").body(batch(start("e").replace("{}", "{\"a\":1e2147483648}"))), 422, "no_valid_event");
        refused(client("user-1").body(batch(many(5_001))), 413, "too_many_events");
        refused(client("user-1").body(new byte[(8 << 20) + 1]), 413, "body_too_large");
        refused(client("user-1").header("Content-Encoding", "gzip").body("plain"), 400, "invalid_gzip");
        refused(
                client("user-1")
                        .header("Content-Encoding", "gzip")
                        .body(Arrays.copyOf(gzip(batch().getBytes(UTF_8)), 20)),
                400,
                "invalid_gzip");
        refused(client("user-1").header("Content-Encoding", "br").body("plain"), 415, "unsupported_encoding");
        refused(
                client("user-1").header("Content-Encoding", "gzip").body(gzip(new byte[64 << 20])),
                413,
                "body_too_large");
        refused(client("user-1").contentType("text/csv").body("a,b"), 415, "unsupported_type");
    }

    @Test
    void anEventThatIsTooLargeIsRejectedAlone() {
        String large = visit("large").replace("/page", "/" + "x".repeat(256 << 10));

        client("user-1")
                .body(batch(large, visit("small")))
                .post("/api/v1/events")
                .then()
                .statusCode(207)
                .body("results[0].code", equalTo("event_too_large"))
                .body("results", hasSize(1));
    }

    @Test
    void whileKafkaIsAwayClientsAreToldToRetryAndAfterwardsItGoesOn() {
        KafkaResource.kafka().stop();
        try {
            Response answer = client("user-1").body(batch(many(1_000))).post("/api/v1/events");

            answer.then()
                    .statusCode(503)
                    .header("Retry-After", matchesPattern("[123]"))
                    .body("code", equalTo("kafka_unavailable"))
                    .body("retry", equalTo(1_000))
                    .body("results[999].verdict", equalTo("retry"));
            assertThat(answer.time()).isLessThan(12_000);
        } finally {
            KafkaResource.kafka().start();
        }
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> client("user-1")
                .body(batch(start("after")))
                .post("/api/v1/events")
                .then()
                .statusCode(202));
    }

    @Test
    void theApiIsDescribedOnItsOwnPortAndWatchedOnAnother() {
        given().get("/q/openapi").then().statusCode(200);
        given().get("/q/metrics").then().statusCode(404);
        String management = "http://localhost:"
                + ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class);

        client("user-1")
                .body(batch(start("counted")))
                .post("/api/v1/events")
                .then()
                .statusCode(202);

        await().untilAsserted(
                        () -> given().get(management + "/q/health/ready").then().statusCode(200));
        String metrics = given().get(management + "/q/metrics").asString();
        assertThat(metrics).contains("tidemark_ingest_events_total{code=\"\",verdict=\"accepted\"}");
    }

    private static void refused(RequestSpecification request, int status, String code) {
        request.post("/api/v1/events")
                .then()
                .log()
                .ifValidationFails()
                .statusCode(status)
                .contentType(startsWith("application/problem+json"))
                .body("code", equalTo(code))
                .body("detail.length()", greaterThan(10));
    }
}
