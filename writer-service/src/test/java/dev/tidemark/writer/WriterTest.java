package dev.tidemark.writer;

import static dev.tidemark.common.topic.TopicTail.header;
import static dev.tidemark.writer.Service.AT;
import static dev.tidemark.writer.Service.awaitSql;
import static dev.tidemark.writer.Service.connect;
import static dev.tidemark.writer.Service.event;
import static dev.tidemark.writer.Service.lane;
import static dev.tidemark.writer.Service.management;
import static dev.tidemark.writer.Service.send;
import static dev.tidemark.writer.Service.sql;
import static dev.tidemark.writer.Service.status;
import static dev.tidemark.writer.Service.tail;
import static dev.tidemark.writer.Service.with;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.startsWith;

import dev.tidemark.common.event.Lane;
import dev.tidemark.common.topic.TopicTail;
import dev.tidemark.common.topic.Topics;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ServersResource.class)
class WriterTest {
    @Test
    void everyTypeOfEventHasItsTable() {
        lane(
                Lane.BULK,
                event("t1", "session.started", "tables", "{\"repo_name\": \"quarkus\"}"),
                event("t2", "session.heartbeat", "tables", "{}"),
                event("t3", "session.activity", "tables", "{\"kind\": \"click\"}"),
                event("t4", "page.visited", "tables", "{\"url\": \"https://example.org/\", \"duration_ms\": 7}"),
                event("t5", "tab.closed", "tables", "{\"tab_id\": 3, \"page_count\": 9}"),
                event(
                        "t6",
                        "operation",
                        "tables",
                        "{\"operation\": \"CREATE_VERSE\", \"local_record_id\": \"v1\", \"payload\": {\"text\": \"a\"}}"),
                event("t7", "session.ended", "tables", "{\"duration_seconds\": 12.5, \"reason\": \"closed\"}"));

        awaitSql(
                "completed 12.5 closed quarkus",
                "SELECT status || ' ' || duration_seconds || ' ' || end_reason || ' ' || (attributes ->> 'repo_name')"
                        + " FROM session WHERE session_id = 'tables'");
        awaitSql("click", "SELECT kind FROM activity WHERE event_id = 't3'");
        awaitSql("https://example.org/ 7", "SELECT url || ' ' || duration_ms FROM page_visit WHERE event_id = 't4'");
        awaitSql("3 9", "SELECT tab_id || ' ' || page_count FROM tab_aggregate WHERE event_id = 't5'");
        awaitSql("CREATE_VERSE v1", "SELECT operation || ' ' || local_record_id FROM operation WHERE event_id = 't6'");
        awaitSql("VERSE \"a\" true", "SELECT name || ' ' || (fields -> 'text') || ' ' || present FROM record");
    }

    @Test
    void whatCannotBeDecodedOrWrittenIsADeadLetterAndTheGoodBesideItAreWritten() {
        try (TopicTail deadLetters = tail(Topics.DEAD_LETTERS)) {
            // When
            lane(
                    Lane.EXPRESS,
                    event("p1", "session.started", "good-1", "{}"),
                    "\u0001 not json",
                    event("p2", "session.started.v2", "s", "{}"),
                    event("p3", "session.expired", "s", "{\"last_received_at\": \"" + AT + "\"}"),
                    event("p4", "session.started", "s", "{\"title\": \"a\\u0000b\"}"),
                    event("p5", "session.started", "good-2", "{}"));

            // Then
            List<ConsumerRecord<byte[], byte[]>> letters = deadLetters.next(4);
            assertThat(letters)
                    .extracting(letter -> header(letter, "tm_failure"))
                    .containsExactlyInAnyOrder(
                            "poison/invalid_json",
                            "poison/unknown_version",
                            "poison/type_not_allowed",
                            "poison/refused_by_store");
            ConsumerRecord<byte[], byte[]> refused = letters.stream()
                    .filter(letter -> header(letter, "tm_failure").endsWith("refused_by_store"))
                    .findFirst()
                    .orElseThrow();
            assertThat(new String(refused.value(), UTF_8)).contains("\"p4\"").contains("a\\u0000b");
            assertThat(new String(refused.key(), UTF_8)).isEqualTo("key");
            assertThat(header(refused, "ce_source")).isEqualTo("/users/user-1");
            assertThat(header(refused, "tm_origin")).matches("tidemark\\.events\\.express-\\d+@\\d+");
            assertThat(header(refused, "tm_sql_state")).isEqualTo("22P05");
            assertThat(header(refused, "tm_detail")).contains("22P05").doesNotContain("a\\u0000b");
        }
        awaitSql("2", "SELECT count(*) FROM session WHERE session_id LIKE 'good-_'");
    }

    @Test
    void aRecordThatClaimsNoUserIsADeadLetter() {
        try (TopicTail deadLetters = tail(Topics.DEAD_LETTERS)) {
            send(List.of(new ProducerRecord<>(
                    Topics.of(Lane.BULK).name(),
                    event("h1", "session.heartbeat", "s", "{}").getBytes(UTF_8))));

            ConsumerRecord<byte[], byte[]> letter = deadLetters.next(1).getFirst();
            assertThat(header(letter, "tm_failure")).isEqualTo("poison/invalid_header");
            assertThat(header(letter, "tm_detail")).contains("ce_source");
        }
    }

    @Test
    void aStoreThatIsAwayIsWaitedForAndNothingDies() {
        // Given
        int deadBefore = status().path("dead_letters");
        ServersResource.postgres().kill();
        lane(Lane.EXPRESS, event("o1", "session.started", "outage", "{}"));
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> management("/q/health/ready")
                .then()
                .statusCode(503)
                .body("checks.data.'lane-express-0'", hasItem("waiting_for_store")));
        management("/q/health/live").then().statusCode(200);

        // When
        ServersResource.postgres().start();

        // Then
        awaitSql("in_progress", "SELECT status FROM session WHERE session_id = 'outage'");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> management("/q/health/ready").then().statusCode(200));
        status().then().body("lanes.lag", equalTo(List.of(0, 0))).body("dead_letters", equalTo(deadBefore));
    }

    @Test
    void whileTheBulkLaneIsHeldUpTheExpressLaneGoesOn() throws SQLException {
        // Given: somebody holds the row that the bulk lane is about to write
        try (Connection holder = connect()) {
            holder.setAutoCommit(false);
            holder.createStatement()
                    .execute("INSERT INTO page_visit (user_id, event_id, occurred_at, visited_at, data)"
                            + " VALUES ('user-1', 'held', now(), now(), '{}')");
            lane(Lane.BULK, event("held", "page.visited", "bulk-held", "{\"url\": \"https://example.org/\"}"));
            awaitSql("1", "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'");

            // When
            lane(Lane.EXPRESS, event("x1", "session.ended", "express-goes-on", "{}"));

            // Then
            awaitSql("completed", "SELECT status FROM session WHERE session_id = 'express-goes-on'");
            assertThat(sql("SELECT count(*) FROM session WHERE session_id = 'bulk-held'"))
                    .isEqualTo("0");
            holder.rollback();
        }
        awaitSql("in_progress", "SELECT status FROM session WHERE session_id = 'bulk-held'");
    }

    @Test
    void everyCommittedSessionIsAnnouncedAsItStands() {
        try (TopicTail changes = tail(Topics.SESSION_CHANGES)) {
            lane(Lane.EXPRESS, event("a1", "session.ended", "announced", "{\"x\": 1, \"reason\": \"done\"}"));

            ConsumerRecord<byte[], byte[]> change = changes.next(1).getFirst();
            assertThat(new String(change.key(), UTF_8)).isEqualTo("user-1/announced");
            assertThat(new String(change.value(), UTF_8))
                    .contains("\"status\":\"completed\"", "\"value\":{\"reason\": \"done\"}", "\"event_id\":\"a1\"");
        }
    }

    @Test
    void theStateOfThePipelineIsForViewers() {
        given().get("/api/v1/status").then().statusCode(401).body("code", equalTo("unauthorized"));
        with("tidemark-client").get("/api/v1/status").then().statusCode(403).body("code", equalTo("forbidden"));
        with("tidemark-viewer")
                .queryParam("status", "open")
                .get("/api/v1/dashboard/live")
                .then()
                .statusCode(400);
        status().then()
                .statusCode(200)
                .body("store", equalTo("up"))
                .body("lanes.lane", equalTo(List.of("express", "bulk")));
    }

    @Test
    void localSignInIsForABrowserOnThisMachineThatAskedForALoopbackNameOnly() {
        given().get("/api/v1/sign-in").then().body("local", equalTo(true));
        given().header("Host", "tidemark.example.com")
                .get("/api/v1/sign-in")
                .then()
                .body("local", equalTo(false));
        for (Map<String, String> hostile : List.of(
                Map.of("Host", "rebound.example.com"),
                Map.of("Origin", "https://evil.example.com"),
                Map.of("Origin", "null"))) {
            given().headers(hostile)
                    .contentType("application/json")
                    .body("{\"as\": \"operate\"}")
                    .post("/api/v1/sign-in/local")
                    .then()
                    .statusCode(403)
                    .body("code", equalTo("not_local"));
        }

        String token = given().contentType("application/json")
                .header("Origin", "http://localhost:8081")
                .body("{\"as\": \"view\"}")
                .post("/api/v1/sign-in/local")
                .then()
                .statusCode(200)
                .extract()
                .path("token");

        given().header("Authorization", "Bearer " + token)
                .get("/api/v1/status")
                .then()
                .statusCode(200);
    }

    @Test
    void thePageIsServedUnderAStrictPolicy() {
        given().get("/").then().statusCode(200).header("Content-Security-Policy", startsWith("default-src 'none'"));
    }
}
