package dev.tidemark.ingest;

import static dev.tidemark.ingest.Requests.client;
import static dev.tidemark.ingest.Requests.tail;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidemark.common.event.Lane;
import dev.tidemark.common.topic.TopicTail;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@SuppressWarnings("TimeInStaticInitializer") // one moment for all events of a run
class ExistingCallsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long MILLIS = Instant.now().toEpochMilli() - 60_000;
    private static final Instant TIME = Instant.ofEpochMilli(MILLIS);

    @Nested
    class DataSync {
        @Test
        void pageVisitsAndTabAggregatesBecomeEvents() throws IOException {
            try (TopicTail bulk = tail(Lane.BULK)) {
                sync("""
                        {"since": null,
                         "pageVisits": [{"id": 7, "url": "https://a.org/", "title": "A", "visitedAt": %1$d, "tabId": 3,
                                         "durationMs": 1200, "sessionId": 42, "scrollDepth": 0.5}],
                         "tabAggregates": [{"id": "7", "tab_id": 3, "closed_at": "%2$s", "pageCount": 2}]}""".formatted(MILLIS, TIME))
                        .statusCode(200)
                        .body("page_visits_synced", equalTo(1))
                        .body("tab_aggregates_synced", equalTo(1))
                        .body("batch_id", matchesPattern("[0-9a-f-]{36}"))
                        .body("rejected", empty());

                List<JsonNode> events = values(bulk.next(2));
                JsonNode visit = ofType(events, "page.visited");
                assertThat(visit.path("session_id").asText()).isEqualTo("42");
                assertThat(visit.path("occurred_at").asText()).isEqualTo(TIME.toString());
                assertThat(visit.path("data")).isEqualTo(JSON.readTree("""
                                {"url": "https://a.org/", "title": "A", "visited_at": "%s", "tab_id": 3,
                                 "duration_ms": 1200, "scroll_depth": 0.5}""".formatted(TIME)));
                assertThat(ofType(events, "tab.closed")
                                .path("data")
                                .path("page_count")
                                .asInt())
                        .isEqualTo(2);
            }
        }

        @Test
        void aReceiptTravelsWithEachEvent() {
            try (TopicTail bulk = tail(Lane.BULK)) {
                String receipt = sync(visits(3)).extract().path("batch_id");

                assertThat(bulk.next(3)).allSatisfy(record -> {
                    assertThat(TopicTail.header(record, "tm_receipt")).isEqualTo(receipt);
                    assertThat(TopicTail.header(record, "tm_size")).isEqualTo("3");
                });
            }
        }

        @Test
        void theSameRecordIsTheSameEventHoweverItsTimeIsWritten() {
            assertThat(idsOf("""
                    {"pageVisits": [{"id": 7, "url": "u", "visitedAt": %d}]}""".formatted(MILLIS))).isEqualTo(idsOf("""
                            {"page_visits": [{"id": "7", "url": "u", "visited_at": "%s"}]}""".formatted(TIME)));
        }

        @Test
        void countersThatCollideBetweenTablesAndDevicesAreDifferentEvents() {
            List<String> ids = idsOf("""
                    {"pageVisits": [{"id": 1, "url": "u", "visitedAt": %1$d}, {"id": 1, "url": "v", "visitedAt": %1$d},
                                    {"id": 1, "url": "u", "visitedAt": %2$d}],
                     "tabAggregates": [{"id": 1, "tabId": 1, "closedAt": %1$d}]}""".formatted(MILLIS, MILLIS + 1));

            assertThat(ids).hasSize(4).doesNotHaveDuplicates();
        }

        @Test
        void aRecordWithoutAnIdOrATimeIsKnownByItsContent() {
            String one = "{\"pageVisits\": [{\"url\": \"u\"}]}";

            assertThat(idsOf(one)).isEqualTo(idsOf(one)).isNotEqualTo(idsOf(one.replace("\"u\"", "\"v\"")));
        }

        @Test
        void oneBadVisitAmongAThousandIsRejectedAlone() {
            sync(visits(1_000).replace("https://a.org/500\"", "https://a.org/500\", \"durationMs\": -1"))
                    .statusCode(200)
                    .body("page_visits_synced", equalTo(999))
                    .body("rejected", hasSize(1))
                    .body("rejected[0].list", equalTo("pageVisits"))
                    .body("rejected[0].index", equalTo(500))
                    .body("rejected[0].id", equalTo(500))
                    .body("rejected[0].code", equalTo("invalid_field"));
        }

        @Test
        void aThousandVisitsAndFiveHundredTabsGoInOneCall() {
            String tabs = IntStream.range(0, 500)
                    .mapToObj(i -> "{\"id\": %d, \"tabId\": %d, \"closedAt\": %d}".formatted(i, i, MILLIS))
                    .collect(Collectors.joining(","));

            sync(visits(1_000).replaceFirst("\\{", "{\"tabAggregates\": [" + tabs + "], "))
                    .statusCode(200)
                    .body("page_visits_synced", equalTo(1_000))
                    .body("tab_aggregates_synced", equalTo(500));
        }

        @Test
        void anAbsurdTimeOrRecordIsRejectedAndCostsNothing() {
            String digits = "1".repeat(2_000_000);
            String members =
                    IntStream.range(0, 200).mapToObj(i -> "\"m" + i + "\": 1").collect(Collectors.joining(","));

            sync("{\"pageVisits\": [{\"url\": \"u\", \"visitedAt\": " + digits + "}, {\"url\": \"u\", \"visitedAt\": "
                            + digits.substring(0, 200) + "}, {\"url\": \"u\", " + members
                            + "}, {\"url\": \"u\", \"visitedAt\": true}]}")
                    .statusCode(422)
                    .body(
                            "rejected.code",
                            contains("event_too_large", "invalid_time", "attribute_limit", "invalid_time"))
                    .time(lessThan(5_000L));
        }

        @Test
        void nothingAtAllIsDone() {
            for (String body : List.of("{}", "{\"pageVisits\": []}", "{\"pageVisits\": null, \"tabAggregates\": []}")) {
                sync(body)
                        .statusCode(200)
                        .body("page_visits_synced", equalTo(0))
                        .body("tab_aggregates_synced", equalTo(0));
            }
        }

        @Test
        void whereEverythingIsRejectedTheCallIs() {
            sync("{\"pageVisits\": [{\"id\": 1}, 17], \"tabAggregates\": [{\"id\": 1}]}")
                    .statusCode(422)
                    .contentType(startsWith("application/problem+json"))
                    .body("code", equalTo("no_valid_event"))
                    .body("page_visits_synced", equalTo(0))
                    .body("rejected.code", contains("missing_field", "missing_field", "missing_field"));
        }

        @Test
        void whatIsNoSuchCallIsRefused() {
            sync("{\"pageVisits\": {}}").statusCode(400);
            sync("[]").statusCode(400);
            sync("{\"pageVisits\": [").statusCode(400).body("code", equalTo("invalid_json"));
            sync(visits(5_001)).statusCode(413).body("code", equalTo("too_many_events"));
        }

        @Test
        void whileKafkaIsAwayTheWholeCallIsToBeSentAgain() {
            KafkaResource.kafka().stop();
            try {
                sync(visits(10))
                        .statusCode(503)
                        .header("Retry-After", matchesPattern("[123]"))
                        .body("code", equalTo("kafka_unavailable"))
                        .body("page_visits_synced", equalTo(0));
            } finally {
                KafkaResource.kafka().start();
            }
            await().untilAsserted(() -> sync(visits(10)).statusCode(200).body("page_visits_synced", equalTo(10)));
        }

        private ValidatableResponse sync(String body) {
            return client("user-1").body(body).post("/api/v1/data/sync").then();
        }

        private List<String> idsOf(String body) {
            try (TopicTail bulk = tail(Lane.BULK)) {
                int wanted = sync(body).statusCode(200).extract().path("page_visits_synced");
                int more = body.contains("tabAggregates") ? 1 : 0;
                return bulk.next(wanted + more).stream()
                        .map(record -> TopicTail.header(record, "ce_id"))
                        .toList();
            }
        }

        private String visits(int count) {
            return "{\"pageVisits\": ["
                    + IntStream.range(0, count)
                            .mapToObj(i -> "{\"id\": %1$d, \"url\": \"https://a.org/%1$d\", \"visitedAt\": %2$d}"
                                    .formatted(i, MILLIS))
                            .collect(Collectors.joining(","))
                    + "]}";
        }
    }

    @Nested
    class Sessions {
        @Test
        void aStartGivesANumberThatIsTheSameForTheSameSession() {
            long byLocal = start("{\"repo_owner\": \"o\", \"pr_number\": 7, \"local_id\": \"l-1\"}", "key-1");

            assertThat(byLocal).isPositive().isLessThan(1L << 53);
            assertThat(start("{\"localId\": \"l-1\"}", "key-2")).isEqualTo(byLocal);
            assertThat(start("{\"local_id\": \"l-2\"}", "key-1")).isNotEqualTo(byLocal);
            assertThat(start("{}", "key-1")).isEqualTo(start("{\"pr_number\": 8}", "key-1"));
            assertThat(start("{}", null)).isNotEqualTo(start("{}", null));
        }

        @Test
        void theNumberIsTheUsersOwn() {
            long mine = start("{\"local_id\": \"l-1\"}", null);
            long theirs = client("user-2")
                    .body("{\"local_id\": \"l-1\"}")
                    .post("/api/sessions/start")
                    .then()
                    .extract()
                    .jsonPath()
                    .getLong("session_id");

            assertThat(theirs).isNotEqualTo(mine);
        }

        @Test
        void anEndWithoutAStartCreatesTheSessionAndTwiceIsFine() {
            String end = """
                    {"session_id": 4242, "duration_seconds": 1800, "ended_at": %d, "note": "bye"}""".formatted(MILLIS);

            try (TopicTail express = tail(Lane.EXPRESS)) {
                for (int i = 0; i < 2; i++) {
                    client("user-1")
                            .body(end)
                            .post("/api/sessions/end")
                            .then()
                            .statusCode(200)
                            .body("session_id", equalTo(4242))
                            .body("status", equalTo("completed"));
                }

                List<ConsumerRecord<byte[], byte[]>> ends = express.next(2);
                assertThat(ends.getFirst().value()).isEqualTo(ends.getLast().value());
                assertThat(new String(ends.getFirst().key(), UTF_8)).isEqualTo("user-1/4242");
            }
        }

        @Test
        void aSessionThatIsNotNamedOrMisnamedIsRejected() {
            for (String body :
                    List.of("{\"duration_seconds\": 1}", "{\"session_id\": \"no spaces\"}", "{\"session_id\": {}}")) {
                client("user-1")
                        .body(body)
                        .post("/api/sessions/end")
                        .then()
                        .statusCode(422)
                        .body("code", equalTo("no_valid_event"))
                        .body("rejected", hasSize(1));
            }
        }

        @Test
        void inBulkABackendIdWinsOverALocalIdWhichStandsForItsNumber() {
            long number = start("{\"local_id\": \"l-9\"}", null);

            try (TopicTail express = tail(Lane.EXPRESS)) {
                client("user-1")
                        .body("""
                                {"sessions": [
                                  {"localId": "l-9", "action": "end", "data": {"duration_seconds": 3}, "created_at": %1$d},
                                  {"localId": "l-9", "backendId": 17, "action": "end", "data": {}, "created_at": %1$d},
                                  {"localId": "l-10", "action": "start", "data": {"repoOwner": "o"}, "created_at": %1$d},
                                  {"localId": "l-11", "action": "pause"},
                                  {"action": "end"}]}""".formatted(MILLIS))
                        .post("/api/sync/sessions")
                        .then()
                        .statusCode(200)
                        .body("synced", equalTo(3))
                        .body("results[0].backendId", equalTo(number))
                        .body("results[0].status", equalTo("completed"))
                        .body("results[1].backendId", equalTo(17))
                        .body("results[2].status", equalTo("in_progress"))
                        .body("results.success", contains(true, true, true, false, false))
                        .body("rejected.code", contains("invalid_field", "missing_field"));

                assertThat(express.next(3))
                        .extracting(record -> TopicTail.header(record, "ce_subject"))
                        .contains(Long.toString(number), "17");
            }
        }

        private long start(String body, @Nullable String key) {
            var request = client("user-1").body(body);
            return (key == null ? request : request.header("Idempotency-Key", key))
                    .post("/api/sessions/start")
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath()
                    .getLong("session_id");
        }
    }

    @Nested
    class Operations {
        @Test
        void eachOperationHasItsResultAndARecordOneRemoteId() {
            try (TopicTail express = tail(Lane.EXPRESS)) {
                ValidatableResponse answer = client("user-1")
                        .body("""
                                {"operations": [
                                  {"id": 1, "type": "CREATE_VERSE", "payload": {"text": "a"}, "timestamp": %1$d,
                                   "priority": "HIGH", "localRecordId": 5, "userId": "user-1"},
                                  {"id": 2, "type": "UPDATE_VERSE", "payload": {"text": "b"}, "timestamp": %1$d,
                                   "priority": "immediate", "localRecordId": 5},
                                  {"id": 3, "type": "CREATE_CHAPTER", "timestamp": %1$d, "localRecordId": 5,
                                   "priority": "high"},
                                  {"id": 4, "type": "CREATE_VERSE", "userId": "user-2"},
                                  {"id": 5, "timestamp": %1$d}]}""".formatted(MILLIS))
                        .post("/api/v1/sync/operations")
                        .then()
                        .statusCode(200)
                        .body("results.id", contains(1, 2, 3, 4, 5))
                        .body("results.success", contains(true, true, true, false, false))
                        .body("results[3].error", startsWith("user_not_allowed"))
                        .body("results[4].error", startsWith("invalid_field"));

                List<String> remote = answer.extract().path("results.remoteId");
                assertThat(remote.get(0)).isEqualTo(remote.get(1)).isNotEqualTo(remote.get(2));
                String batch = answer.extract().path("batchId");
                assertThat(express.next(3)).allSatisfy(record -> assertThat(TopicTail.header(record, "tm_receipt"))
                        .isEqualTo(batch));
            }
        }

        @Test
        void noneAreDone() {
            client("user-1")
                    .body("{\"operations\": []}")
                    .post("/api/v1/sync/operations")
                    .then()
                    .statusCode(200)
                    .body("results", empty())
                    .time(lessThan(5_000L));
        }
    }

    private static JsonNode ofType(List<JsonNode> events, String type) {
        return events.stream()
                .filter(event -> event.path("type").asText().equals(type))
                .findFirst()
                .orElseThrow();
    }

    private static List<JsonNode> values(List<ConsumerRecord<byte[], byte[]>> records) throws IOException {
        List<JsonNode> values = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            values.add(JSON.readTree(record.value()));
        }
        return values;
    }
}
