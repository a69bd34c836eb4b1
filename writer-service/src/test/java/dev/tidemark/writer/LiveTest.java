package dev.tidemark.writer;

import static dev.tidemark.writer.Service.event;
import static dev.tidemark.writer.Service.lane;
import static dev.tidemark.writer.Service.run;
import static dev.tidemark.writer.Service.with;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.cli.stack.Installation;
import dev.tidemark.cli.stack.Keys;
import dev.tidemark.common.event.EventTime;
import dev.tidemark.common.event.Lane;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ServersResource.class)
class LiveTest {
    private final Instant minute = Instant.now().truncatedTo(ChronoUnit.MINUTES).minus(5, ChronoUnit.MINUTES);

    @AfterEach
    void empty() throws SQLException {
        run("TRUNCATE rollup");
    }

    @Test
    void aPageIsToldOfASessionAndOfItsEnd() {
        try (LiveStream stream = viewer("q=live-1&selected_user=user-1&selected_session=live-1")) {
            LiveStream.View first = stream.next();
            assertThat(first.id()).isEqualTo(micros(first.json().path("at")));
            long completed = first.json().path("counts").path("completed").asLong();

            lane(
                    Lane.EXPRESS,
                    event("l1", "session.started", "live-1", "{\"repo_owner\": \"o\", \"repo_name\": \"r\"}"));
            LiveStream.View begun = stream.next(view -> view.sessions().contains("live-1"));
            assertThat(begun.json()
                            .path("selected")
                            .path("timeline")
                            .path(0)
                            .path("kind")
                            .asText())
                    .isEqualTo("started");

            lane(Lane.EXPRESS, event("l2", "session.ended", "live-1", "{}"));
            LiveStream.View ended = stream.next(
                    view -> view.json().path("counts").path("completed").asLong() > completed);
            assertThat(ended.json()
                            .path("selected")
                            .path("session")
                            .path("status")
                            .asText())
                    .isEqualTo("completed");
        }
        try (LiveStream stream = viewer("status=in_progress&repository=o/r")) {
            assertThat(stream.next().sessions()).doesNotContain("live-1");
        }
    }

    @Test
    void laterViewsHaveTheMinutesThatChangedAlone() throws SQLException {
        rollup(minute.minus(1, ChronoUnit.HOURS), 3, "now() - interval '2 h'");
        rollup(minute, 1, "now() - interval '2 h'");
        try (LiveStream stream = viewer("")) {
            LiveStream.View first = stream.next();
            assertThat(first.json().path("minutes").toString())
                    .isEqualTo("""
                            {"minute":["%s","%s"],"started":[3,1],"unstarted":[0,0],"ended":[0,0],"abandoned":[0,0]}""".formatted(minute.minus(1, ChronoUnit.HOURS), minute));

            // When nothing but a rollup changes, the page is told all the same
            run("UPDATE rollup SET started = 2, changed_at = now() WHERE minute = '" + minute + "'");
            LiveStream.View second = stream.next(
                    view -> view.json().path("minutes").path("started").path(0).asLong() == 2);
            assertThat(second.json().path("minutes").path("minute")).hasSize(1);
        }
    }

    @Test
    void aPageThatWasAwayIsSentWhatChangedMeanwhile() throws SQLException {
        rollup(minute.minus(1, ChronoUnit.HOURS), 3, "now() - interval '2 h'");
        rollup(minute, 1, "now() - interval '10 min'");
        for (int away : List.of(20, 5, 90)) {
            String id = Long.toString(EventTime.toMicros(Instant.now().minus(away, ChronoUnit.MINUTES)));
            try (LiveStream stream = viewer("", "Last-Event-ID", id)) {
                JsonNode minutes = stream.next().json().path("minutes").path("minute");
                assertThat(minutes).as("away for %d min", away).hasSize(away == 20 ? 1 : away == 5 ? 0 : 2);
            }
        }
        try (LiveStream stream = viewer("", "Last-Event-ID", "no id of ours")) {
            assertThat(stream.next().json().path("minutes").path("minute")).hasSize(2);
        }
    }

    @Test
    void howThePipelineDoesIsThereAsSoonAsSomebodyLooks() {
        try (LiveStream stream = viewer("")) {
            JsonNode pipeline = stream.next(view -> view.json()
                                    .path("pipeline")
                                    .path("retries_waiting")
                                    .isNumber()
                            && view.json().path("pipeline").path("dead_letters").isNumber())
                    .json()
                    .path("pipeline");

            assertThat(pipeline.path("lanes").findValuesAsText("lane")).containsExactly("express", "bulk");
            assertThat(pipeline.path("lanes").path(0).path("lag").isNumber()).isTrue();
            assertThat(pipeline.path("store").asText()).isEqualTo("up");
            assertThat(pipeline.path("stopped")).isEmpty();
        }
    }

    @Test
    void aPageIsGivenAtMostFiveViewsASecondAndNoneWhileNothingChanges() throws Exception {
        try (LiveStream stream = viewer("")) {
            stream.next(view -> view.json().path("pipeline").isObject());
            Thread writes = Thread.startVirtualThread(() -> IntStream.range(0, 60)
                    .forEach(i -> lane(Lane.BULK, event("b" + i, "session.heartbeat", "busy-" + i, "{}"))));

            int busy = stream.count(Duration.ofSeconds(3));

            assertThat(busy).isBetween(3, 16);
            writes.join();
            stream.count(Duration.ofSeconds(3));
            assertThat(stream.count(Duration.ofSeconds(2))).isZero();
        }
    }

    @Test
    void pagesThatShowTheSameShareOneReadWheneverTheyWereOpened() {
        try (LiveStream one = viewer("q=shared");
                LiveStream other = viewer("q=shared")) {
            one.next();
            other.next();
            List<String> first = idsOfViewsWith("shared-1", one, other);
            List<String> second = idsOfViewsWith("shared-2", one, other);

            // The first may come as a minute ends between what they were opened with.
            assertThat(second).doesNotContainAnyElementsOf(first);
            assertThat(second.getFirst()).as("the moment of reading").isEqualTo(second.getLast());
        }
    }

    @Test
    void aStreamEndsWithItsToken() throws Exception {
        String token =
                Keys.of(Installation.find()).token("viewer-1", List.of("tidemark-viewer"), Duration.ofSeconds(3));
        try (LiveStream stream = LiveStream.open(token, "", new String[0])) {
            stream.next();
            assertThat(stream.end(Duration.ofSeconds(20))).isEqualTo("complete");
        }
    }

    @Test
    void aUserHasTwentyStreamsAndAnotherOneWhenOneIsClosed() {
        List<LiveStream> streams = new ArrayList<>();
        try {
            for (int i = 0; i < 20; i++) {
                LiveStream stream = LiveStream.open("many-1", "tidemark-client", "");
                streams.add(stream);
                stream.next();
            }
            given().auth()
                    .oauth2(Keys.of(Installation.find())
                            .token("many-1", List.of("tidemark-client"), Duration.ofMinutes(5)))
                    .get("/api/v1/dashboard/live")
                    .then()
                    .statusCode(429)
                    .header("Retry-After", "5")
                    .body("code", equalTo("too_many_streams"));
            try (LiveStream other = LiveStream.open("many-2", "tidemark-client", "")) {
                other.next();
            }

            streams.removeLast().close();

            await().ignoreExceptionsInstanceOf(AssertionError.class).untilAsserted(() -> {
                LiveStream again = LiveStream.open("many-1", "tidemark-client", "");
                streams.add(again);
                again.next();
            });
        } finally {
            streams.forEach(LiveStream::close);
        }
    }

    @Test
    void whileTheStoreIsAwayAPageKeepsWhatItHasAndIsToldSo() {
        try (LiveStream stream = viewer("")) {
            String id = stream.next(view ->
                            view.json().path("pipeline").path("store").asText().equals("up"))
                    .id();
            ServersResource.postgres().kill();
            try {
                LiveStream.View away = stream.next(view ->
                        view.json().path("pipeline").path("store").asText().equals("down"));
                assertThat(Long.parseLong(away.id())).isGreaterThanOrEqualTo(Long.parseLong(id));
                assertThat(away.json().path("minutes").path("minute")).isEmpty();
                with("tidemark-viewer")
                        .get("/api/v1/dashboard/live")
                        .then()
                        .statusCode(503)
                        .body("code", equalTo("store_unavailable"));
            } finally {
                ServersResource.postgres().start();
            }
            stream.next(
                    view -> view.json().path("pipeline").path("store").asText().equals("up"));
        }
    }

    private static List<String> idsOfViewsWith(String session, LiveStream... pages) {
        lane(Lane.EXPRESS, event(session, "session.started", session, "{}"));
        return Stream.of(pages)
                .map(page ->
                        page.next(view -> view.sessions().contains(session)).id())
                .toList();
    }

    private static LiveStream viewer(String query, String... headers) {
        return LiveStream.open("tester", "tidemark-viewer", query, headers);
    }

    private static String micros(JsonNode at) {
        return Long.toString(EventTime.toMicros(Instant.parse(at.asText())));
    }

    private static void rollup(Instant at, int started, String changed) throws SQLException {
        run("""
            INSERT INTO rollup VALUES ('', '%s', %d, 0, 0, 0, array_fill(0::bigint, ARRAY[41]), now(), false, %s)""".formatted(at, started, changed));
    }
}
