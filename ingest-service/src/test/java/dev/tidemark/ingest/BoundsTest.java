package dev.tidemark.ingest;

import static dev.tidemark.ingest.Requests.batch;
import static dev.tidemark.ingest.Requests.client;
import static dev.tidemark.ingest.Requests.gzip;
import static dev.tidemark.ingest.Requests.start;
import static dev.tidemark.ingest.Requests.token;
import static dev.tidemark.ingest.Requests.visit;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What hostile and broken clients send.
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
class BoundsTest {
    @AfterEach
    void usualLimits() {
        KafkaResource.write(KafkaResource.GENEROUS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\": \"\\u0000\"} | unstorable_value",
                "{\"a\\u0000\": 1} | unstorable_value",
                "{\"a\": {\"b\": [\"\\u0000\"]}} | unstorable_value",
                "{\"a\": \"\\ud800\"} | unstorable_value",
                "{\"\\udc00\": 1} | unstorable_value",
                "{\"a\": 1e99999999999} | unstorable_value",
                "{\"a\": 1, \"a\": 2} | duplicate_name",
                "{\"a\": 1, \"\\u0061\": 2} | duplicate_name",
                "[1] | invalid_field",
            })
    void whatNoStoreCouldHoldIsRejectedPerEvent(String data, String code) {
        client("user-1")
                .body(batch(start("good"), start("bad").replace("{}", data)))
                .post("/api/v1/events")
                .then()
                .statusCode(207)
                .body("accepted", equalTo(1))
                .body("results.code", hasItem(code))
                .body("results.id", hasItem("bad"));
    }

    @ParameterizedTest
    @CsvSource({"NaN", "Infinity", "-Infinity", "01", "+1", "1.", "'x'"})
    void whatIsNoJsonIsRefusedWhole(String value) {
        client("user-1")
                .body(batch(start("bad").replace("{}", "{\"a\": " + value + "}")))
                .post("/api/v1/events")
                .then()
                .statusCode(400)
                .body("code", equalTo("invalid_json"));
    }

    @Test
    void aHugeStringIsItsEventsFaultAlone() {
        String huge = visit("huge").replace("/page", "/" + "x".repeat(4 << 20));

        client("user-1")
                .body(batch(huge, visit("small")))
                .post("/api/v1/events")
                .then()
                .statusCode(207)
                .body("results.code", hasItem("event_too_large"));
    }

    @Test
    void aBombIsGivenUpWhenItUnfolds() {
        byte[] bomb = gzip(new byte[200 << 20]);
        assertThat(bomb.length).isLessThan(1 << 20);

        client("user-1")
                .header("Content-Encoding", "gzip")
                .body(bomb)
                .post("/api/v1/events")
                .then()
                .statusCode(413)
                .body("code", equalTo("body_too_large"));
    }

    @Test
    void aBodyThatTricklesIsRefusedInTime() throws IOException {
        limits("tidemark.limits.body.time=1s\n", "seconds_per_body", 1);
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.getOutputStream().write(head(1_000));
            socket.getOutputStream().write("{\"events\": [".getBytes(UTF_8));

            String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);

            assertThat(answer).startsWith("HTTP/1.1 408").contains("body_too_slow");
        }
    }

    @Test
    void whatDoesNotFitIntoMemoryIsRefusedAtOnceAndTheRestGoesOn() throws IOException {
        limits(
                "tidemark.limits.body.in-flight-bytes=1000000\ntidemark.limits.body.events=4999\n",
                "events_per_request",
                4_999);
        String large = batch(visit("large").replace("/page", "/" + "x".repeat(1_200_000)));
        try (Socket holding = new Socket("localhost", RestAssured.port)) {
            // Given: somebody who holds most of the memory
            holding.getOutputStream().write(head(990_000));
            holding.getOutputStream().write(new byte[900_000]);
            holding.getOutputStream().flush();
            await().untilAsserted(() ->
                    assertThat(Metrics.value("tidemark_ingest_bytes_in_flight")).isGreaterThan(800_000));

            // When, Then
            client("user-1")
                    .body(large)
                    .post("/api/v1/events")
                    .then()
                    .statusCode(503)
                    .header("Retry-After", "1")
                    .body("code", equalTo("overloaded"));
            client("user-1")
                    .body(batch(start("small")))
                    .post("/api/v1/events")
                    .then()
                    .statusCode(202);
        }
        await().untilAsserted(() ->
                assertThat(Metrics.value("tidemark_ingest_bytes_in_flight")).isZero());
    }

    @Test
    void aRefusedBodyThatNeverEndsEndsItsConnection() throws IOException {
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(Requests.head("text/csv", "Transfer-Encoding: chunked"));
            socket.getOutputStream().write("1000\r\n".getBytes(UTF_8));

            String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);

            assertThat(answer).startsWith("HTTP/1.1 415").containsIgnoringCase("connection: close");
        }
    }

    @Test
    void aConnectionIsUsedAgainAfterARefusal() throws IOException {
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.setSoTimeout(10_000);
            for (int i = 0; i < 3; i++) {
                socket.getOutputStream()
                        .write(
                                "POST /api/v1/events HTTP/1.1\r\nHost: x\r\nContent-Type: text/csv\r\nContent-Length: 3\r\n\r\na,b"
                                        .getBytes(UTF_8));
                byte[] status = socket.getInputStream().readNBytes(12);
                assertThat(new String(status, UTF_8)).isEqualTo("HTTP/1.1 415");
                skipToEnd(socket);
            }
        }
    }

    @Test
    void whoAsksBeforeSendingIsToldToGoOnOrNotTo() throws IOException {
        String body = batch(start("asked"));
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.setSoTimeout(10_000);
            String head = new String(head(body.length()), UTF_8);
            socket.getOutputStream()
                    .write(head.replace("\r\n\r\n", "\r\nExpect: 100-continue\r\n\r\n")
                            .getBytes(UTF_8));

            assertThat(new String(socket.getInputStream().readNBytes(25), UTF_8))
                    .startsWith("HTTP/1.1 100");

            socket.getOutputStream().write(body.getBytes(UTF_8));
            assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
                    .contains("HTTP/1.1 202");
        }
    }

    @Test
    void http2IsSpokenToo() throws IOException, InterruptedException {
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + "/api/v1/events"))
                            .header("Authorization", "Bearer " + token("user-1", "tidemark-client"))
                            .header("Content-Type", "application/json")
                            .timeout(Duration.ofSeconds(20))
                            .POST(HttpRequest.BodyPublishers.ofString(batch(Requests.many(2_000))))
                            .build(),
                    BodyHandlers.ofString());

            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(answer.statusCode()).isEqualTo(202);
            assertThat(answer.body()).contains("\"accepted\":2000");
        }
    }

    @Test
    void whatIsNotThereIsAProblemToo() {
        RestAssured.given().get("/nowhere").then().statusCode(404).body("code", equalTo("not_found"));
        RestAssured.given()
                .get("/api/v1/events")
                .then()
                .statusCode(405)
                .header("Allow", "POST")
                .body("code", equalTo("method_not_allowed"));
    }

    /// Changes the limits and waits until they hold.
    private static void limits(String limits, String advertised, int value) {
        KafkaResource.write(KafkaResource.GENEROUS + limits);
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> RestAssured.given()
                .get("/api/v1/limits")
                .then()
                .statusCode(200)
                .body(advertised, equalTo(value)));
    }

    private static void skipToEnd(Socket socket) throws IOException {
        StringBuilder seen = new StringBuilder();
        while (seen.indexOf("\r\n\r\n") < 0) {
            seen.append((char) socket.getInputStream().read());
        }
        String head = seen.toString().toLowerCase(Locale.ROOT);
        int length = Integer.parseInt(head.replaceAll("(?s).*content-length: (\\d+).*", "$1"));
        assertThat(socket.getInputStream().readNBytes(length)).hasSize(length);
    }

    private static byte[] head(long length) {
        return Requests.head("application/json", "Content-Length: " + length);
    }
}
