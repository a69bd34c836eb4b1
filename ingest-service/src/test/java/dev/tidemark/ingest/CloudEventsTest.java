package dev.tidemark.ingest;

import static dev.tidemark.ingest.Requests.backEnd;
import static dev.tidemark.ingest.Requests.client;
import static dev.tidemark.ingest.Requests.now;
import static dev.tidemark.ingest.Requests.tail;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidemark.common.event.Lane;
import dev.tidemark.common.topic.TopicTail;
import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
class CloudEventsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void whatTheOfficialJavaScriptPackageSendsIsTaken() throws IOException, InterruptedException {
        try (TopicTail express = tail(Lane.EXPRESS);
                TopicTail bulk = tail(Lane.BULK)) {
            for (JsonNode message : sentBySdk()) {
                client("sdk-user")
                        .contentType(message.path("type").asText())
                        .body(message.path("body").asText())
                        .post("/api/v1/events")
                        .then()
                        .statusCode(202);
            }

            assertThat(express.next(2)).extracting(CloudEventsTest::id).containsExactlyInAnyOrder("sdk-1", "sdk-3");
            assertThat(bulk.next(1)).singleElement().satisfies(record -> assertThat(JSON.readTree(record.value())
                            .path("data")
                            .path("title")
                            .asText())
                    .isEqualTo("Zoë 😀"));
        }
    }

    @Test
    void whatIsOnKafkaIsACloudEventToTheOfficialJavaPackage() {
        try (TopicTail express = tail(Lane.EXPRESS)) {
            client("Zoë/1")
                    .body(Requests.batch(Requests.start("native")))
                    .post("/api/v1/events")
                    .then()
                    .statusCode(202);
            ConsumerRecord<byte[], byte[]> record = express.next(1).getFirst();

            CloudEvent event = KafkaMessageFactory.createReader(record.headers(), record.value())
                    .toEvent();

            assertThat(event.getId()).isEqualTo("native");
            assertThat(event.getType()).isEqualTo("session.started");
            assertThat(event.getSource()).hasToString("/users/Zo%C3%AB%2F1");
            assertThat(event.getSubject()).isEqualTo("s1");
            assertThat(event.getDataContentType()).isEqualTo("application/json");
            assertThat(Objects.requireNonNull(event.getTime()).toInstant()).isEqualTo(Instant.parse(now()));
            assertThat(Objects.requireNonNull(event.getData()).toBytes())
                    .isEqualTo(Requests.start("native").getBytes(UTF_8));
        }
    }

    @Test
    void itIsRewrittenIntoTheNativeForm() throws IOException {
        String event = cloudEvent("ce-1").replace("\"data\"", "\"priority\": \"high\", \"other\": 1, \"data\"");

        try (TopicTail express = tail(Lane.EXPRESS)) {
            backEnd("shop")
                    .contentType("application/cloudevents+json")
                    .body(event.replace("\"data\"", "\"user\": \"visitor\", \"data\""))
                    .post("/api/v1/events")
                    .then()
                    .statusCode(202);

            ConsumerRecord<byte[], byte[]> record = express.next(1).getFirst();
            assertThat(TopicTail.header(record, "ce_source")).isEqualTo("/users/visitor");
            assertThat(JSON.readTree(record.value())).isEqualTo(JSON.readTree("""
                            {"id": "ce-1", "type": "page.visited", "session_id": "s-1", "occurred_at": "%s",
                             "priority": "high", "user": "visitor", "data": {"url": "https://example.org/", "a": 1.50}}""".formatted(now())));
        }
    }

    @Test
    void eachEventOfABatchHasItsVerdict() {
        String batch = "["
                + String.join(
                        ",",
                        cloudEvent("a"),
                        cloudEvent("b").replace("\"1.0\"", "\"0.3\""),
                        cloudEvent("c").replace("application/json", "text/xml"),
                        cloudEvent("d").replace("\"data\"", "\"data_base64\""),
                        cloudEvent("e").replace("\"subject\"", "\"subject\": \"x\", \"subject\""),
                        cloudEvent("f").replace("page.visited", "page.left"),
                        cloudEvent("a"),
                        "17")
                + "]";

        List<JsonNode> results = new ArrayList<>();
        String answer = client("user-1")
                .contentType("application/cloudevents-batch+json")
                .body(batch)
                .post("/api/v1/events")
                .then()
                .statusCode(207)
                .body("accepted", equalTo(1))
                .extract()
                .asString();
        read(answer).path("results").forEach(results::add);

        assertThat(results)
                .extracting(result -> result.path("index").asInt(), result -> result.path("code")
                        .asText())
                .containsExactly(
                        tuple(1, "invalid_cloudevent"),
                        tuple(2, "invalid_cloudevent"),
                        tuple(3, "invalid_cloudevent"),
                        tuple(4, "duplicate_name"),
                        tuple(5, "unknown_type"),
                        tuple(6, "duplicate_id"),
                        tuple(7, "invalid_cloudevent"));
    }

    @Test
    void whatIsNoBatchIsRefusedWhole() {
        for (String body : new String[] {"", "{}", "[", "[{}", "null"}) {
            client("user-1")
                    .contentType("application/cloudevents-batch+json")
                    .body(body)
                    .post("/api/v1/events")
                    .then()
                    .statusCode(400);
        }
    }

    private static String cloudEvent(String id) {
        return """
                {"specversion": "1.0", "id": "%s", "source": "/extension", "type": "page.visited", "subject": "s-1",
                 "time": "%s", "datacontenttype": "application/json", "data": {"url": "https://example.org/", "a": 1.50}}""".formatted(id, now());
    }

    private static List<JsonNode> sentBySdk() throws IOException, InterruptedException {
        Process node = new ProcessBuilder("node", "emit.mjs", now())
                .directory(Path.of("src/test/js").toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<JsonNode> messages = new ArrayList<>();
        for (String line : new String(node.getInputStream().readAllBytes(), UTF_8).split("\n", -1)) {
            if (!line.isBlank()) {
                messages.add(JSON.readTree(line));
            }
        }
        assertThat(node.waitFor()).isZero();
        assertThat(messages).hasSize(2);
        return messages;
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException notJson) {
            throw new AssertionError(notJson);
        }
    }

    private static String id(ConsumerRecord<byte[], byte[]> record) {
        return TopicTail.header(record, "ce_id");
    }
}
