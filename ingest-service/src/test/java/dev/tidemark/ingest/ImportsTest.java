package dev.tidemark.ingest;

import static dev.tidemark.ingest.Requests.client;
import static dev.tidemark.ingest.Requests.gzip;
import static dev.tidemark.ingest.Requests.start;
import static dev.tidemark.ingest.Requests.visit;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
class ImportsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void eachChunkHasItsSummaryAndEachLineThatIsNotAcceptedItsVerdict() throws IOException {
        List<String> lines = new ArrayList<>(
                IntStream.range(0, 12_000).mapToObj(i -> visit("i" + i)).toList());
        lines.set(3, "{\"id\": \"x\"");
        lines.set(4, "");
        lines.set(5_500, start("no spaces"));
        lines.set(11_000, visit("large").replace("/page", "/" + "x".repeat(256 << 10)));
        lines.set(11_001, visit("i10999"));

        List<JsonNode> answer = send(String.join("\n", lines).getBytes(UTF_8), null);

        assertThat(answer.stream().filter(line -> line.has("chunk")))
                .hasSizeGreaterThanOrEqualTo(3)
                .first()
                .satisfies(summary -> {
                    assertThat(summary.path("first_line").asInt()).isEqualTo(1);
                    assertThat(summary.path("last_line").asInt()).isEqualTo(5_001);
                    assertThat(summary.path("accepted").asInt()).isEqualTo(4_999);
                });
        assertThat(answer.stream()
                        .mapToInt(line -> line.path("accepted").asInt())
                        .sum())
                .isEqualTo(11_995);
        assertThat(answer.stream().filter(line -> line.has("line")))
                .extracting(line ->
                        line.path("line").asInt() + " " + line.path("code").asText())
                .containsExactly("4 invalid_json", "5501 invalid_field", "11001 event_too_large", "11002 duplicate_id");
    }

    @Test
    void aPackedImportIsTaken() throws IOException {
        byte[] lines = (visit("a") + "\r\n" + visit("b") + "\n").getBytes(UTF_8);

        assertThat(send(gzip(lines), "gzip")).singleElement().satisfies(summary -> assertThat(
                        summary.path("accepted").asInt())
                .isEqualTo(2));
    }

    @Test
    void nothingAtAllIsImported() throws IOException {
        assertThat(send(new byte[0], null)).isEmpty();
    }

    @Test
    void anImportBeyondAllBoundsOfARequestTakesNoMoreMemoryThanAChunk() throws Exception {
        int times = 400; // 55 MB, seven times what a request may have
        long length = thousand(1_000).length;
        long most = 0;

        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            OutputStream out = socket.getOutputStream();
            out.write(head(length * times));
            for (int i = 0; i < times; i++) {
                out.write(thousand(1_000 + i));
                most = i % 40 == 0 ? Math.max(most, (long) Metrics.value("tidemark_ingest_bytes_in_flight")) : most;
            }
            out.flush();
            assertThat(acceptedIn(socket.getInputStream())).isEqualTo(1_000L * times);
        }
        assertThat(most).isLessThanOrEqualTo(4 << 20);
    }

    @Test
    void aClientCannotSendFasterThanItIsRead() throws Exception {
        // Given: a user with a token that is known already, who may bring ten events a second
        String token = Requests.token("import-slow", "tidemark-client");
        Requests.with(token)
                .body(Requests.batch())
                .post("/api/v1/events")
                .then()
                .statusCode(202);
        KafkaResource.write(KafkaResource.GENEROUS + "tidemark.limits.rate.events-user=10/1s\n");
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> given().get("/api/v1/limits").then().body("rates.events_user", equalTo("10/1s")));
        byte[] thousand = thousand(9);
        byte[] head = Requests.headWith(token, "application/x-ndjson", "Content-Length: 1000000000");
        AtomicLong sent = new AtomicLong();
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            // When
            Thread sending = Thread.ofVirtual().start(() -> {
                try {
                    socket.getOutputStream().write(head);
                    while (true) {
                        socket.getOutputStream().write(thousand);
                        sent.addAndGet(thousand.length);
                    }
                } catch (IOException closed) {
                    // That is how it ends.
                }
            });

            // Then: what is sent comes to rest at what sockets and a few chunks hold
            await().atMost(Duration.ofSeconds(20)).during(Duration.ofSeconds(3)).until(() -> {
                long before = sent.get();
                TimeUnit.MILLISECONDS.sleep(500);
                return before > 0 && sent.get() == before;
            });
            assertThat(sent.get()).isLessThan(40 << 20);
            socket.shutdownOutput();
            sending.join();
        } finally {
            KafkaResource.write(KafkaResource.GENEROUS);
        }
    }

    @Test
    void whatFollowsTheEndOfGzipIsRefusedAndNotKept() throws Exception {
        byte[] packed = gzip((visit("g1") + "\n").getBytes(UTF_8));
        byte[] more = new byte[packed.length + 100_000];
        System.arraycopy(packed, 0, more, 0, packed.length);
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.getOutputStream()
                    .write(Requests.head(
                            "application/x-ndjson", "Content-Encoding: gzip", "Content-Length: " + more.length));
            socket.getOutputStream().write(more);
            socket.getOutputStream().flush();

            String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);

            assertThat(answer).contains("invalid_gzip").doesNotEndWith("0\r\n\r\n");
        }
    }

    @Test
    void aLineThatIsNoEventTakesNoOthersId() throws IOException {
        List<JsonNode> answer = send((visit("same") + " x\n" + visit("same") + "\n").getBytes(UTF_8), null);

        assertThat(answer.getFirst().path("code").asText()).isEqualTo("invalid_json");
        assertThat(answer.getLast().path("accepted").asInt()).isEqualTo(1);
    }

    @Test
    void blankAndEndlessLinesAreReadInBoundedTime() throws IOException {
        byte[] blank = gzip("\n".repeat(20 << 20).getBytes(UTF_8));
        byte[] endless = gzip("x".repeat(20 << 20).getBytes(UTF_8));

        assertThat(send(blank, "gzip")).isEmpty();
        assertThat(send(endless, "gzip"))
                .first()
                .satisfies(line -> assertThat(line.path("code").asText()).isEqualTo("event_too_large"));
    }

    @Test
    void aUserHasNotAllImportsForItself() throws Exception {
        try (Socket one = new Socket("localhost", RestAssured.port);
                Socket other = new Socket("localhost", RestAssured.port)) {
            for (Socket socket : List.of(one, other)) {
                socket.getOutputStream().write(head(1_000));
                socket.getOutputStream().flush();
            }

            await().untilAsserted(() -> client("user-1")
                    .contentType("application/x-ndjson")
                    .body(visit("third").getBytes(UTF_8))
                    .post("/api/v1/events")
                    .then()
                    .statusCode(503)
                    .body("code", equalTo("overloaded")));
            client("user-2")
                    .contentType("application/x-ndjson")
                    .body(visit("fourth").getBytes(UTF_8))
                    .post("/api/v1/events")
                    .then()
                    .statusCode(200);
        }
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> client("user-1")
                .contentType("application/x-ndjson")
                .body(visit("later").getBytes(UTF_8))
                .post("/api/v1/events")
                .then()
                .statusCode(200));
    }

    @Test
    void anImportThatFallsSilentIsToldSoAndEnds() throws Exception {
        KafkaResource.write(KafkaResource.GENEROUS + "tidemark.limits.body.time=1s\n");
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> given().get("/api/v1/limits").then().body("seconds_per_body", equalTo(1)));
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.getOutputStream().write(head(1_000_000));
            socket.getOutputStream().write((visit("silent") + "\n").getBytes(UTF_8));
            socket.getOutputStream().flush();

            String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);

            assertThat(answer)
                    .startsWith("HTTP/1.1 200")
                    .contains("body_too_slow")
                    .doesNotEndWith("0\r\n\r\n");
        } finally {
            KafkaResource.write(KafkaResource.GENEROUS);
        }
    }

    private static byte[] thousand(int number) {
        return IntStream.range(1_000, 2_000)
                .mapToObj(i -> visit("m" + number + "-" + i) + "\n")
                .collect(Collectors.joining())
                .getBytes(UTF_8);
    }

    private static List<JsonNode> send(byte[] body, @Nullable String encoding) throws IOException {
        var request = client("user-1").contentType("application/x-ndjson").body(body);
        String answer = (encoding == null ? request : request.header("Content-Encoding", encoding))
                .post("/api/v1/events")
                .then()
                .statusCode(200)
                .contentType("application/x-ndjson")
                .extract()
                .asString();
        List<JsonNode> lines = new ArrayList<>();
        for (String line : answer.split("\n", -1)) {
            if (!line.isEmpty()) {
                lines.add(JSON.readTree(line));
            }
        }
        return lines;
    }

    private static byte[] head(long length) {
        return Requests.head("application/x-ndjson", "Content-Length: " + length);
    }

    private static long acceptedIn(InputStream answer) throws IOException {
        long accepted = 0;
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(answer, UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("{\"chunk\"")) {
                    accepted += JSON.readTree(line).path("accepted").asLong();
                }
            }
        }
        return accepted;
    }
}
