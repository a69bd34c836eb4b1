package dev.tidemark.writer;

import static dev.tidemark.writer.Service.awaitSql;
import static dev.tidemark.writer.Service.event;
import static dev.tidemark.writer.Service.lane;
import static dev.tidemark.writer.Service.management;
import static dev.tidemark.writer.Service.record;
import static dev.tidemark.writer.Service.send;
import static dev.tidemark.writer.Service.sql;
import static dev.tidemark.writer.Service.status;
import static dev.tidemark.writer.Service.with;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import dev.tidemark.common.event.Lane;
import dev.tidemark.common.topic.Topics;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ServersResource.class)
class FloodTest {
    @Test
    void aLaneThatWouldFloodTheDeadLettersStopsUntilAnOperatorResumesIt() throws Exception {
        // Given
        awaitQuiet();
        int deadBefore = status().path("dead_letters");

        // When
        flood();
        lane(Lane.BULK, event("flood-good", "session.activity", "flood", "{\"kind\": \"after\"}"));

        // Then it stops and says so, and is alive and ready: an operator needs this service
        awaitSql("bulk true", "SELECT lane || ' ' || (dead_letters > 500 AND users >= 20) FROM lane_stop");
        status().then().body("stopped", equalTo(List.of("bulk")));
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> management("/q/health/ready")
                .then()
                .statusCode(200)
                .body(containsString("stopped_by_flood_breaker")));
        management("/q/health/live").then().statusCode(200);

        // And the other lane goes on
        lane(Lane.EXPRESS, event("flood-express", "session.ended", "flood-express", "{}"));
        awaitSql("completed", "SELECT status FROM session WHERE session_id = 'flood-express'");

        // When it is resumed and nothing was mended, it stops again
        String stoppedAt = sql("SELECT stopped_at FROM lane_stop");
        resume("{}");
        awaitSql("true", "SELECT (stopped_at > '" + stoppedAt + "')::text FROM lane_stop");

        // When an operator lets them through, it goes on
        resume("{\"let_through\": 100000}");
        awaitSql("after", "SELECT kind FROM activity WHERE event_id = 'flood-good'");
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> status().then().body("dead_letters", equalTo(deadBefore + 1_500)));
        resume("{}"); // takes back what is left of it
    }

    @Test
    void aThousandPoisonEventsOfOneUserDoNotStopItsLane() {
        awaitQuiet();
        int deadBefore = status().path("dead_letters");

        send(IntStream.range(0, 1_000)
                .mapToObj(i -> record(Topics.of(Lane.BULK), "poison " + i, Map.of()))
                .toList());
        lane(Lane.BULK, event("one-user-good", "session.activity", "one-user", "{\"kind\": \"after\"}"));

        awaitSql("after", "SELECT kind FROM activity WHERE event_id = 'one-user-good'");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> status().then().body("dead_letters", equalTo(deadBefore + 1_000)));
        status().then().body("stopped", empty());
    }

    @Test
    void resumingIsForOperators() {
        with("tidemark-viewer").post("/api/v1/lanes/bulk/resume").then().statusCode(403);
        with("tidemark-operator")
                .contentType("application/json")
                .body("{}")
                .post("/api/v1/lanes/slow/resume")
                .then()
                .statusCode(404);
        with("tidemark-operator")
                .contentType("application/json")
                .body("{\"let_through\": -1}")
                .post("/api/v1/lanes/bulk/resume")
                .then()
                .statusCode(400);
    }

    private static void flood() {
        send(IntStream.range(0, 1_500)
                .mapToObj(i ->
                        record(Topics.of(Lane.BULK), "poison " + i, Map.of("ce_source", "/users/flooded-" + i % 25)))
                .toList());
    }

    private static void awaitQuiet() {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> status().then().body("lanes.lag", equalTo(List.of(0, 0))));
    }

    private static void resume(String body) {
        with("tidemark-operator")
                .contentType("application/json")
                .body(body)
                .post("/api/v1/lanes/bulk/resume")
                .then()
                .statusCode(204);
    }
}
