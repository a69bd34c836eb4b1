package dev.tidemark.ingest;

import static dev.tidemark.ingest.Requests.batch;
import static dev.tidemark.ingest.Requests.client;
import static dev.tidemark.ingest.Requests.start;
import static dev.tidemark.ingest.Requests.tail;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.tidemark.common.event.Lane;
import dev.tidemark.common.topic.TopicTail;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
class BeaconTest {
    @Test
    void aPageThatClosesSendsWithATokenInItsBody() {
        try (TopicTail express = tail(Lane.EXPRESS)) {
            beacon(batch(start("closing")).replaceFirst("\\{", "{\"token\": \"" + token() + "\", "))
                    .statusCode(202)
                    .body("accepted", equalTo(1));

            assertThat(express.next(1)).singleElement().satisfies(record -> assertThat(
                            TopicTail.header(record, "ce_source"))
                    .isEqualTo("/users/closing-user"));
        }
    }

    @Test
    void sessionsAreSyncedSoToo() {
        RestAssured.given()
                .contentType("text/plain;charset=UTF-8")
                .body("{\"sessions\": [{\"localId\": \"l\", \"action\": \"end\"}], \"token\": \"" + token() + "\"}")
                .post("/api/sync/sessions")
                .then()
                .statusCode(200)
                .body("synced", equalTo(1));
    }

    @Test
    void withoutAGoodTokenNothingIsTaken() {
        String access = Requests.token("user-1", "tidemark-client");

        beacon(batch(start("e"))).statusCode(401);
        beacon("{\"token\": 17, \"events\": []}").statusCode(401);
        beacon("{\"token\": \"" + access + "\", \"events\": []}").statusCode(401);
        beacon("{\"token\": \"" + token() + "x\", \"events\": []}").statusCode(401);
        beacon("no json").statusCode(400);
    }

    @Test
    void whoIsNotKnownYetSendsLittle() {
        beacon("{\"token\": \"" + "x".repeat(200_000) + "\"}").statusCode(413);
        RestAssured.given()
                .contentType("text/plain")
                .header("Content-Encoding", "gzip")
                .body(Requests.gzip(new byte[1 << 20]))
                .post("/api/v1/beacon")
                .then()
                .statusCode(413);
    }

    @Test
    void aBeaconTokenIsGoodForNothingElse() {
        Requests.with(token())
                .body(batch(start("e")))
                .post("/api/v1/events")
                .then()
                .statusCode(401);
        Requests.with(token()).post("/api/v1/beacon-token").then().statusCode(401);
    }

    private static String token() {
        return client("closing-user")
                .post("/api/v1/beacon-token")
                .then()
                .statusCode(200)
                .body("expires_in", equalTo(600))
                .extract()
                .path("token");
    }

    private static ValidatableResponse beacon(String body) {
        return RestAssured.given()
                .contentType("text/plain")
                .body(body)
                .post("/api/v1/beacon")
                .then();
    }
}
