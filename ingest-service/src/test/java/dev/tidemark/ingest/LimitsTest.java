package dev.tidemark.ingest;

import static dev.tidemark.ingest.Requests.backEnd;
import static dev.tidemark.ingest.Requests.batch;
import static dev.tidemark.ingest.Requests.client;
import static dev.tidemark.ingest.Requests.start;
import static dev.tidemark.ingest.Requests.visit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
class LimitsTest {
    @AfterEach
    void usualLimits() {
        KafkaResource.write(KafkaResource.GENEROUS);
        for (String limit :
                new String[] {"sync_user", "sync_ip", "lifecycle_user", "other_ip", "failed_ip", "events_user"}) {
            awaitRate(limit, "1000000000/1s");
        }
    }

    @Test
    void aUserWhoCallsTooOftenIsToldWhenToComeAgainAndOthersAreNotAffected() {
        limit("lifecycle-user", "3/1h");
        for (int i = 0; i < 3; i++) {
            post("often").then().statusCode(202).header("RateLimit-Policy", "\"lifecycle-user\";q=3;w=3600");
        }

        post("often")
                .then()
                .statusCode(429)
                .contentType(startsWith("application/problem+json"))
                .header("Retry-After", matchesPattern("[0-9]+"))
                .body("code", equalTo("rate_limited"))
                .body("retry_after", greaterThanOrEqualTo(1.0f));
        post("another").then().statusCode(202);
        assertThat(Metrics.value("tidemark_ingest_limiter_refusals_total{limit=\"lifecycle-user\"}"))
                .isPositive();
    }

    @Test
    void aBulkSyncNeverThrottlesASessionsEnd() {
        limit("sync-user", "1/1h");
        String visits = "{\"pageVisits\": [{\"id\": 1, \"url\": \"u\"}]}";
        client("bulky").body(visits).post("/api/v1/data/sync").then().statusCode(200);
        client("bulky").body(visits).post("/api/v1/data/sync").then().statusCode(429);

        client("bulky")
                .body("{\"session_id\": 1}")
                .post("/api/sessions/end")
                .then()
                .statusCode(200);
        post("bulky").then().statusCode(202);
    }

    @Test
    void aBatchThatIsLargeCountsAsASync() {
        limit("sync-user", "1/1h");
        String large =
                batch(IntStream.range(0, 200).mapToObj(i -> visit("l" + i)).toArray(String[]::new));

        client("large").body(large).post("/api/v1/events").then().statusCode(202);
        client("large").body(large).post("/api/v1/events").then().statusCode(429);
    }

    @Test
    void whatWasBroughtIsDebitedAfterwardsAndRefusesTheNextCall() {
        limit("events-user", "10/1h");
        client("plenty")
                .body(batch(Requests.many(50)))
                .post("/api/v1/events")
                .then()
                .statusCode(202);

        client("plenty")
                .body("{\"pageVisits\": []}")
                .post("/api/v1/data/sync")
                .then()
                .statusCode(429)
                .header("Retry-After", matchesPattern("[0-9]+"));
        post("plenty").then().statusCode(202); // a session's start is not held up by what was brought in bulk
        backEnd("shop")
                .body(batch(Requests.many(50)))
                .post("/api/v1/events")
                .then()
                .statusCode(202);
    }

    @Test
    void anAddressThatOnlyFailsIsNotListenedToForEver() {
        limit("failed-ip", "5/1h");
        Requests.with("nonsense").body(batch()).post("/api/v1/events").then().statusCode(401);
        for (int i = 0; i < 5; i++) {
            Requests.with("nonsense" + i).body(batch()).post("/api/v1/events");
        }

        Requests.with("nonsense").body(batch()).post("/api/v1/events").then().statusCode(429);
        post("never-seen-before").then().statusCode(429);
        limit("other-ip", "50/1h"); // of which the waiting for it takes some
        for (int i = 0; i < 50; i++) {
            RestAssured.given().get("/nowhere");
        }
        RestAssured.given().get("/nowhere").then().statusCode(429).header("RateLimit", startsWith("\"other-ip\";r=0"));
    }

    @Test
    void eachLimitCanBeSwitchedOffWhileRunningAndNonsenseChangesNothing() {
        limit("lifecycle-user", "1/1h");
        post("switched").then().statusCode(202);
        post("switched").then().statusCode(429);

        KafkaResource.write(KafkaResource.GENEROUS + "tidemark.limits.rate.lifecycle-user=plenty\n");
        await().during(Duration.ofSeconds(3))
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> post("switched").then().statusCode(429));

        KafkaResource.write(KafkaResource.GENEROUS + "tidemark.limits.rate.lifecycle-user=off\n");
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> post("switched").then().statusCode(202));
    }

    @Test
    void theLimitsAreAdvertised() {
        RestAssured.given()
                .get("/api/v1/limits")
                .then()
                .statusCode(200)
                .body("events_per_request", equalTo(5_000))
                .body("bytes_per_event", equalTo(262_144))
                .body("nesting_depth", equalTo(32));
    }

    private static Response post(String user) {
        return client(user).body(batch(start("s"))).post("/api/v1/events");
    }

    private static void limit(String name, String rate) {
        KafkaResource.write(KafkaResource.GENEROUS + "tidemark.limits.rate." + name + "=" + rate + "\n");
        awaitRate(name.replace('-', '_'), rate.replace("1h", "3600s"));
    }

    private static void awaitRate(String name, String rate) {
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> RestAssured.given()
                .get("/api/v1/limits")
                .then()
                .statusCode(200)
                .body("rates." + name, equalTo(rate)));
    }
}
