package dev.tidemark.writer;

import static dev.tidemark.writer.Service.awaitSql;
import static dev.tidemark.writer.Service.event;
import static dev.tidemark.writer.Service.lane;
import static dev.tidemark.writer.Service.run;
import static dev.tidemark.writer.Service.sql;
import static dev.tidemark.writer.Service.status;
import static dev.tidemark.writer.Service.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;

import dev.tidemark.common.event.Lane;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ServersResource.class)
class RebuildTest {
    @Test
    void whatWasLostInTheStoreIsWrittenAgainFromTheLanesAndNothingElseChanges() throws Exception {
        // Given
        Instant from = Instant.now().minusSeconds(1);
        lane(
                Lane.EXPRESS,
                event("rb-1", "session.started", "rebuilt", "{\"repo\": \"a\"}"),
                event("rb-2", "session.ended", "rebuilt", "{\"duration_seconds\": 5}"));
        lane(Lane.BULK, event("rb-3", "page.visited", "rebuilt", "{\"url\": \"https://example.org/\"}"), "poison");
        String row = "SELECT status || ' ' || duration_seconds || ' ' || (attributes ->> 'repo') FROM session"
                + " WHERE session_id = 'rebuilt'";
        awaitSql("completed 5 a", row);
        awaitSql("1", "SELECT count(*) FROM page_visit WHERE event_id = 'rb-3'");
        await().untilAsserted(() -> status().then().body("lanes.lag.sum()", equalTo(0)));
        int deadBefore = status().path("dead_letters");
        run("DELETE FROM session WHERE session_id = 'rebuilt'; DELETE FROM page_visit WHERE event_id = 'rb-3'");

        // When
        start(from).statusCode(202).body("state", equalTo("running"));

        // Then
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> last().body("state", equalTo("completed")));
        last().body("done", greaterThanOrEqualTo(4)).body("not_applied", greaterThanOrEqualTo(1));
        assertThat(sql(row)).isEqualTo("completed 5 a");
        assertThat(sql("SELECT count(*) FROM page_visit WHERE event_id = 'rb-3'"))
                .isEqualTo("1");
        status().then().body("dead_letters", equalTo(deadBefore));
    }

    @Test
    void itIsForOperatorsAndWantsATime() {
        with("tidemark-viewer").get("/api/v1/rebuild").then().statusCode(403);
        with("tidemark-operator")
                .contentType("application/json")
                .body("{}")
                .post("/api/v1/rebuild")
                .then()
                .statusCode(400)
                .body("code", equalTo("invalid_request"));
    }

    private static ValidatableResponse start(Instant from) {
        return with("tidemark-operator")
                .contentType("application/json")
                .body("{\"from\": \"" + from + "\"}")
                .post("/api/v1/rebuild")
                .then();
    }

    private static ValidatableResponse last() {
        return with("tidemark-operator").get("/api/v1/rebuild").then().statusCode(200);
    }
}
