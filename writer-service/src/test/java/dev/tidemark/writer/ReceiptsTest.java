package dev.tidemark.writer;

import static dev.tidemark.writer.Service.as;
import static dev.tidemark.writer.Service.event;
import static dev.tidemark.writer.Service.record;
import static dev.tidemark.writer.Service.send;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import dev.tidemark.common.event.Lane;
import dev.tidemark.common.topic.Topics;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ServersResource.class)
class ReceiptsTest {
    private final String receipt = UUID.randomUUID().toString();

    @Test
    void itGoesFromPendingOverSyncingToCompleted() {
        get("").body("status", equalTo("pending")).body("size", equalTo(0));

        send(List.of(good(Lane.BULK, 0, 3)));
        awaitStatus("syncing");
        send(List.of(good(Lane.EXPRESS, 1, 3), good(Lane.BULK, 7, 3)));
        awaitStatus("completed");

        get("").body("size", equalTo(3)).body("applied", equalTo(3)).body("dead", empty());
    }

    @Test
    void redeliveriesChangeNothing() {
        send(List.of(good(Lane.BULK, 0, 2), good(Lane.BULK, 0, 2), good(Lane.BULK, 0, 2), poison(1, 2), poison(1, 2)));

        awaitStatus("partial");
        get("").body("applied", equalTo(1)).body("dead.index", equalTo(List.of(1)));
    }

    @Test
    void deadEventsAreNamedWithTheirReasonsUntilTheyAreAppliedAfterAll() {
        send(List.of(poison(0, 1)));
        awaitStatus("failed");
        get("").body("dead[0].index", equalTo(0)).body("dead[0].reason", containsString("invalid_json"));

        send(List.of(good(Lane.BULK, 0, 1)));
        awaitStatus("completed");
    }

    @Test
    void whatItsClientSendsAgainIsNotWaitedFor() {
        send(List.of(good(Lane.BULK, 0, 3), good(Lane.BULK, 1, 3)));
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> get("").body("applied", equalTo(2)));

        get("").body("status", equalTo("syncing"));
        get("?without=2").body("status", equalTo("completed"));
        get("?without=0,2").body("status", equalTo("completed"));
        get("?without=0").body("status", equalTo("syncing"));
    }

    @Test
    void itIsForItsSenderOnly() {
        send(List.of(good(Lane.BULK, 0, 1)));
        awaitStatus("completed");

        as("somebody-else", "tidemark-client")
                .get("/api/v1/receipts/" + receipt)
                .then()
                .statusCode(200)
                .body("status", equalTo("pending"));
        as("sender", "tidemark-viewer")
                .get("/api/v1/receipts/" + receipt)
                .then()
                .statusCode(403);
    }

    @Test
    void whatIsNoReceiptIsSaidToBeNone() {
        as("sender", "tidemark-client")
                .get("/api/v1/receipts/1-2-3-4-5")
                .then()
                .statusCode(400)
                .body("code", equalTo("invalid_receipt"));
        for (String without : List.of("x", "-1", "1,,2", "123456")) {
            as("sender", "tidemark-client")
                    .get("/api/v1/receipts/" + receipt + "?without=" + without)
                    .then()
                    .statusCode(400)
                    .body("code", equalTo("invalid_without"));
        }
    }

    @Test
    void anEventThatIsTriedAgainCountsOnceItIsApplied() {
        Map<String, String> history = new HashMap<>(place(0, 1));
        history.put("tm_attempt", "1");
        history.put("tm_not_before", Instant.now().toString());
        history.put("tm_first_failed_at", Service.AT);
        history.put("tm_origin", "tidemark.events.bulk-0@0");
        send(List.of(record(
                Topics.retry(Lane.BULK, 1), event("r-" + receipt, "session.heartbeat", "receipts", "{}"), history)));

        awaitStatus("completed");
    }

    private ProducerRecord<byte[], byte[]> good(Lane lane, int index, int size) {
        String id = "r-" + receipt.substring(0, 8) + "-" + index;
        return record(Topics.of(lane), event(id, "session.heartbeat", "receipts", "{}"), place(index, size));
    }

    private ProducerRecord<byte[], byte[]> poison(int index, int size) {
        return record(Topics.of(Lane.BULK), "no JSON", place(index, size));
    }

    private Map<String, String> place(int index, int size) {
        return Map.of(
                "tm_sender",
                "sender",
                "tm_receipt",
                receipt,
                "tm_index",
                Integer.toString(index),
                "tm_size",
                Integer.toString(size));
    }

    private ValidatableResponse get(String query) {
        return as("sender", "tidemark-client")
                .get("/api/v1/receipts/" + receipt + query)
                .then()
                .statusCode(200);
    }

    private void awaitStatus(String status) {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> get("").body("status", equalTo(status)));
    }
}
