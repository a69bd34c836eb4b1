package dev.tidemark.writer;

import static dev.tidemark.writer.Service.as;
import static dev.tidemark.writer.Service.run;
import static dev.tidemark.writer.Service.with;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ServersResource.class)
class DashboardApiTest {
    private static final String SESSIONS = "/api/v1/sessions";
    private static final String NONE =
            "{0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0}";

    @AfterEach
    void empty() throws SQLException {
        run("TRUNCATE session, session_count, page_visit, activity, operation, tab_aggregate, rollup");
    }

    @Test
    void pagesAreNewestFirstWithoutGapsAndRepeatsThoughManyWereOpenedAtOnce() throws SQLException {
        // Given: of 30 sessions, ten each were opened in the same moment
        for (int i = 0; i < 30; i++) {
            session("ann", "s-%02d".formatted(i), "2026-11-21T07:0" + i / 10 + ":00Z", i % 3);
        }

        // When
        List<String> seen = walk(Map.of("user", "ann"), 7);

        // Then
        List<String> expected = new ArrayList<>();
        for (int minute = 2; minute >= 0; minute--) {
            int first = minute * 10;
            IntStream.range(first, first + 10).forEach(i -> expected.add("s-%02d".formatted(i)));
        }
        assertThat(seen).isEqualTo(expected);
        assertThat(walk(Map.of(), 1)).isEqualTo(expected);
        assertThat(walk(Map.of("status", "completed"), 4))
                .isEqualTo(expected.stream()
                        .filter(id -> Integer.parseInt(id.substring(2)) % 3 == 1)
                        .toList());
    }

    @Test
    void aListShowsLongAttributesInPartAndOneSessionHasThemAll() throws SQLException {
        session("ann", "long", "2026-11-21T07:00:00Z", 0);
        run("UPDATE session SET attributes = '{\"repo_owner\": \"o\", \"repo_name\": \"r\"}'::jsonb"
                + " || jsonb_build_object('note', repeat('x', 4096)) WHERE session_id = 'long'");

        viewer().get(SESSIONS)
                .then()
                .body("sessions[0].attributes", equalTo(Map.of("repo_owner", "o", "repo_name", "r")));
        viewer().get(SESSIONS + "/ann/long").then().body("attributes.note.length()", equalTo(4096));
    }

    @Test
    void eachFilterKeepsWhatItSaysAndAllTogetherToo() throws SQLException {
        session("ann", "one", "2026-11-21T07:00:00Z", 0);
        session("ann", "two", "2026-11-21T08:00:00Z", 1);
        session("bob", "three", "2026-11-21T09:00:00Z", 2);
        run("UPDATE session SET attributes = '{\"repo_owner\": \"quarkusio\", \"repo_name\": \"quarkus\"}'"
                + " WHERE session_id IN ('two', 'three')");

        assertThat(walk(Map.of("status", "in_progress"), 50)).containsExactly("one");
        assertThat(walk(Map.of("status", "abandoned"), 50)).containsExactly("three");
        assertThat(walk(Map.of("user", "bob"), 50)).containsExactly("three");
        assertThat(walk(Map.of("repository", "quarkusio/quarkus"), 50)).containsExactly("three", "two");
        assertThat(walk(Map.of("repository", "quarkusio/quarkus", "user", "ann"), 50))
                .containsExactly("two");
        assertThat(walk(Map.of("from", "2026-11-21T08:00:00Z"), 50)).containsExactly("three", "two");
        assertThat(walk(Map.of("to", "2026-11-21T08:00:00Z"), 50)).containsExactly("one");
        assertThat(walk(
                        Map.of(
                                "status", "completed",
                                "user", "ann",
                                "repository", "quarkusio/quarkus",
                                "from", "2026-11-21T08:00:00Z",
                                "to", "2026-11-21T08:00:01Z",
                                "q", "tw"),
                        50))
                .containsExactly("two");
        with("tidemark-viewer")
                .get(SESSIONS)
                .then()
                .body("sessions[0].repository", equalTo("quarkusio/quarkus"))
                .body("sessions[1].status", equalTo("completed"))
                .body("sessions[1].duration_seconds", equalTo(60))
                .body("sessions[1].ended_at", equalTo("2026-11-21T08:01:00Z"))
                .body("sessions[2].attributes", equalTo(Map.of()));
    }

    @Test
    void whatBeginsLikeATextIsFoundWhetherThereAreFewOrMany() throws SQLException {
        run("""
            INSERT INTO session (user_id, session_id, started_at, last_received_at, heard_more, attributes,
                                 attribute_versions)
            SELECT 'crowd-' || n % 20, 'many-' || n, timestamptz '2026-11-20T00:00:00Z' + n * interval '1 s', now(),
                   true, CASE WHEN n % 1000 = 7 THEN '{"repo_owner": "rare", "repo_name": "repo"}' ELSE '{}' END::jsonb,
                   '{}'
            FROM generate_series(1, 3000) AS n""");
        session("ann", "many", "2026-11-19T00:00:00Z", 0);
        session("many-fold", "other", "2026-11-18T00:00:00Z", 0);

        assertThat(walk(Map.of("q", "ann"), 50)).containsExactly("many");
        assertThat(walk(Map.of("q", "rare/"), 2)).containsExactly("many-2007", "many-1007", "many-7");
        assertThat(walk(Map.of("q", "many-299"), 4))
                .hasSize(11)
                .startsWith("many-2999")
                .endsWith("many-299");
        assertThat(walk(Map.of("q", "many-f"), 50)).containsExactly("other");
        // too many, but as a whole it is something
        assertThat(walk(Map.of("q", "crowd-1"), 200)).hasSize(150);
        assertThat(walk(Map.of("q", "many"), 200)).containsExactly("many");
        // too many: newest first, however many pages it takes
        assertThat(walk(Map.of("q", "crowd-"), 200)).hasSize(3000);
        assertThat(walk(Map.of("q", "many-"), 200)).hasSize(3001).endsWith("other");
        assertThat(walk(Map.of("q", "nothing"), 50)).isEmpty();
        assertThat(walk(Map.of("q", "many%"), 50)).isEmpty();
    }

    @Test
    void aPageThatFindsLittlePassesOverSoManyOnlyAndSaysWhereItStopped() throws SQLException {
        run("""
            INSERT INTO session (user_id, session_id, started_at, last_received_at, heard_more, attributes,
                                 attribute_versions)
            SELECT 'ann', 's-' || n, timestamptz '2026-11-20T00:00:00Z' + n * interval '1 s', now(), true,
                   CASE WHEN n = 1 THEN '{"repo_owner": "rare", "repo_name": "repo"}' ELSE '{}' END::jsonb, '{}'
            FROM generate_series(1, 5000) AS n""");

        ValidatableResponse first = with("tidemark-viewer")
                .queryParams(Map.of("user", "ann", "repository", "rare/repo"))
                .get(SESSIONS)
                .then()
                .body("sessions", hasSize(0));

        assertThat(first.extract().<String>path("next")).isNotNull();
        assertThat(walk(Map.of("user", "ann", "repository", "rare/repo"), 50)).containsExactly("s-1");
    }

    @Test
    void aClientSeesItsOwnSessionsWhateverItAsksFor() throws SQLException {
        session("ann", "mine", "2026-11-21T07:00:00Z", 0);
        session("bob", "secret", "2026-11-21T07:00:00Z", 0);
        run("UPDATE session SET attributes = '{\"repo_owner\": \"o\", \"repo_name\": \"r\"}'");
        String bobs = as("bob", "tidemark-client")
                .queryParam("limit", "1")
                .get(SESSIONS)
                .then()
                .extract()
                .path("sessions[0].session_id");
        assertThat(bobs).isEqualTo("secret");
        String elsewhere = cursor("[\"session\",\"9000000000000000\",\"\",\"\"]");
        for (Map<String, String> query : List.of(
                Map.<String, String>of(),
                Map.of("q", "mine"),
                Map.of("repository", "o/r"),
                Map.of("status", "in_progress"),
                Map.of("q", "o/"),
                Map.of("after", elsewhere))) {
            as("ann", "tidemark-client")
                    .queryParams(query)
                    .get(SESSIONS)
                    .then()
                    .statusCode(200)
                    .body("sessions.session_id", equalTo(List.of("mine")));
        }
        for (Map<String, String> query : List.of(
                Map.of("user", "bob"), Map.of("q", "bob"), Map.of("q", "secret"), Map.of("user", "bob", "q", "sec"))) {
            as("ann", "tidemark-client")
                    .queryParams(query)
                    .get(SESSIONS)
                    .then()
                    .statusCode(200)
                    .body("sessions", hasSize(0))
                    .body("next", nullValue());
        }
        for (String path : List.of("/bob/secret", "/bob/secret/timeline", "/bob/none")) {
            as("ann", "tidemark-client")
                    .get(SESSIONS + path)
                    .then()
                    .statusCode(404)
                    .body("code", equalTo("session_unknown"));
        }
        for (String path : List.of("/api/v1/rollups", "/api/v1/repositories")) {
            as("ann", "tidemark-client").get(path).then().statusCode(403).body("code", equalTo("forbidden"));
        }
        as("ann", "tidemark-client").get(SESSIONS + "/ann/mine/timeline").then().statusCode(200);
        try (LiveStream stream =
                LiveStream.open("ann", "tidemark-client", "selected_user=bob&selected_session=secret&q=sec")) {
            LiveStream.View view = stream.next();
            assertThat(view.sessions()).isEmpty();
            assertThat(view.json().path("selected").isNull()).isTrue();
            assertThat(view.json().path("counts").toString())
                    .isEqualTo("{\"in_progress\":1,\"completed\":0,\"abandoned\":0}");
            assertThat(view.json().path("active").asInt()).isOne();
            assertThat(view.json().path("pipeline").isNull()).isTrue();
            assertThat(view.json().path("per_minute").isNull()).isTrue();
            assertThat(view.json().path("minutes").isNull()).isTrue();
        }
    }

    @Test
    void nobodySeesSessionsWithoutAGroupThatMay() {
        for (String path : List.of(
                SESSIONS, SESSIONS + "/a/b", SESSIONS + "/a/b/timeline", "/api/v1/rollups", "/api/v1/repositories")) {
            given().get(path).then().statusCode(401).body("code", equalTo("unauthorized"));
            with("tidemark-backend").get(path).then().statusCode(403).body("code", equalTo("forbidden"));
        }
        with("tidemark-backend").get("/api/v1/dashboard/live").then().statusCode(403);
        with("tidemark-operator").get(SESSIONS).then().statusCode(200);
    }

    @Test
    void whatMakesNoSenseIsRefusedWithAReason() {
        String tooLong = "q".repeat(10_000 / 4);
        for (Map<String, String> query : List.of(
                Map.of("limit", "0"),
                Map.of("limit", "201"),
                Map.of("limit", "-1"),
                Map.of("limit", "99999999999999999999"),
                Map.of("limit", "ten"),
                Map.of("after", "elsewhere"),
                Map.of("after", "42"),
                Map.of("after", cursor("[\"timeline\",\"1\",\"ended\",\"\"]")),
                Map.of("after", cursor("[\"session\",\"x\",\"a\",\"b\"]")),
                Map.of("after", cursor("[\"session\",null,\"a\",\"b\"]")),
                Map.of("after", cursor("{\"session\":1}")),
                Map.of("from", "yesterday"),
                Map.of("from", "2026-11-21T07:00:00Z", "to", "2026-11-21T06:00:00Z"),
                Map.of("q", tooLong),
                Map.of("user", tooLong),
                Map.of("repository", tooLong),
                Map.of("q", "a\u0000b"))) {
            viewer().queryParams(query)
                    .get(SESSIONS)
                    .then()
                    .statusCode(400)
                    .contentType("application/problem+json")
                    .body("code", equalTo("invalid_request"));
        }
        viewer().queryParam("status", "open")
                .get(SESSIONS)
                .then()
                .statusCode(400)
                .body("code", equalTo("invalid_status"));
        viewer().queryParam("selected_user", "ann")
                .get("/api/v1/dashboard/live")
                .then()
                .statusCode(400)
                .body("code", equalTo("invalid_request"));
        viewer().queryParam("q", "q".repeat(300))
                .get("/api/v1/dashboard/live")
                .then()
                .statusCode(400)
                .body("code", equalTo("invalid_request"));
    }

    @Test
    void aUserMayHaveAnyName() throws SQLException {
        SoftAssertions softly = new SoftAssertions();
        for (String user : List.of("a/b", "Zoë Müller", "100%", "a+b?c#d", "日本", "a%2Fb", ";v=1", "a/../b", "...")) {
            run("""
                INSERT INTO session (user_id, session_id, started_at, last_received_at, heard_more, attributes,
                                     attribute_versions)
                VALUES ('%s', 's:1', now(), now(), true, '{}', '{}')""".formatted(user));
            for (String path : List.of("", "/timeline")) {
                int status = viewer().urlEncodingEnabled(false)
                        .get(SESSIONS + "/" + encoded(user) + "/s%3A1" + path)
                        .statusCode();
                softly.assertThat(status).as(user + path).isEqualTo(200);
            }
            String found = viewer().urlEncodingEnabled(false)
                    .get(SESSIONS + "/" + encoded(user) + "/s%3A1")
                    .path("user_id");
            softly.assertThat(found).isEqualTo(user);
            softly.assertThat(walk(Map.of("user", user), 50)).as(user).containsExactly("s:1");
        }
        softly.assertAll();
    }

    @Test
    void aTimelineHasWhatHappenedNewestFirst() throws SQLException {
        session("ann", "s", "2026-11-21T07:00:00Z", 1);
        run("""
            INSERT INTO page_visit (user_id, event_id, session_id, occurred_at, visited_at, data)
            SELECT 'ann', 'v-' || n, 's', now(), timestamptz '2026-11-21T07:00:10Z',
                   '{"url": "https://example.org/", "title": "Example", "duration_ms": 7}'
            FROM generate_series(1, 5) AS n""");
        run("""
            INSERT INTO activity (user_id, event_id, session_id, occurred_at, data)
            VALUES ('ann', 'a-1', 's', '2026-11-21T07:00:10Z', '{"kind": "click", "x": 1}'),
                   ('ann', 'a-2', 's', '2026-11-21T07:00:20Z', jsonb_build_object('kind', 'paste', 'x', repeat('y', 9999))),
                   ('bob', 'a-3', 's', '2026-11-21T07:00:20Z', '{"kind": "click"}')""");
        run("""
            INSERT INTO operation (user_id, event_id, session_id, occurred_at, data)
            VALUES ('ann', 'o-1', 's', '2026-11-21T07:00:30Z', '{"operation": "CREATE_VERSE"}')""");
        run("""
            INSERT INTO tab_aggregate (user_id, event_id, session_id, occurred_at, closed_at, data)
            VALUES ('ann', 't-1', 's', '2026-11-21T07:00:40Z', '2026-11-21T07:00:40Z', '{"tab_id": 3}')""");

        List<String> kinds = new ArrayList<>();
        String after = null;
        do {
            RequestSpecification call = viewer().queryParam("limit", "2");
            if (after != null) {
                call.queryParam("after", after);
            }
            var page = call.get(SESSIONS + "/ann/s/timeline")
                    .then()
                    .statusCode(200)
                    .extract();
            kinds.addAll(page.path("entries.kind"));
            after = page.path("next");
        } while (after != null);

        assertThat(kinds)
                .containsExactly(
                        "ended",
                        "tab_closed",
                        "operation",
                        "activity",
                        "activity",
                        "page_visit",
                        "page_visit",
                        "page_visit",
                        "page_visit",
                        "page_visit",
                        "started");
        viewer().get(SESSIONS + "/ann/s/timeline")
                .then()
                .body("entries[1].data", equalTo(Map.of("tab_id", 3)))
                .body("entries[2].operation", equalTo("CREATE_VERSE"))
                .body("entries[3].activity", equalTo("paste"))
                .body("entries[3].data", nullValue())
                .body("entries[4].data", equalTo(Map.of("kind", "click", "x", 1)))
                .body("entries[5].event_id", equalTo("v-1"))
                .body("entries[5].url", equalTo("https://example.org/"))
                .body("entries[5].title", equalTo("Example"))
                .body("entries[5].duration_ms", equalTo(7))
                .body("entries[10].at", equalTo("2026-11-21T07:00:00Z"))
                .body("next", nullValue());
    }

    @Test
    void aChartSaysWhatHappenedAndHowManyWereActive() throws SQLException {
        Instant hour = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(2, ChronoUnit.HOURS);
        run("INSERT INTO session_count VALUES (0, 'in_progress', 7)");
        rollup("", hour, 5, 1, 2, 1, NONE.replaceFirst("\\{0,0,0", "{0,0,2"));
        rollup("", hour.plusSeconds(60), 1, 0, 0, 0, NONE);
        rollup("", hour.plusSeconds(3600), 0, 0, 3, 0, NONE);
        rollup("o/r", hour, 1, 0, 1, 0, NONE);

        viewer().queryParams(Map.of(
                        "from", hour.toString(), "to", hour.plusSeconds(7200).toString()))
                .get("/api/v1/rollups")
                .then()
                .statusCode(200)
                .body("step_seconds", equalTo(60))
                .body("repository", nullValue())
                .body("active", equalTo(6))
                .body("points.started", equalTo(List.of(5, 1, 0)))
                .body("points.active", equalTo(List.of(9, 10, 7)))
                .body("points[0].minute", equalTo(hour.toString()))
                .body("points[0].durations.p50", equalTo(2.5f))
                .body("points[1].durations", nullValue());
        viewer().queryParams(Map.of(
                        "from", hour.toString(), "to", hour.plusSeconds(7200).toString(), "step", "3600"))
                .get("/api/v1/rollups")
                .then()
                .body("points.started", equalTo(List.of(6, 0)))
                .body("points.active", equalTo(List.of(10, 7)));
        viewer().queryParams(Map.of("from", hour.toString(), "repository", "o/r"))
                .get("/api/v1/rollups")
                .then()
                .body("repository", equalTo("o/r"))
                .body("points.ended", equalTo(List.of(1)))
                .body("active", equalTo(0));
        viewer().queryParams(Map.of("from", "2026-11-01T00:00:00Z", "to", "2026-11-08T00:00:00Z"))
                .get("/api/v1/rollups")
                .then()
                .statusCode(200)
                .body("step_seconds", equalTo(600));
        for (Map<String, String> query : List.of(
                Map.of("from", "2026-01-01T00:00:00Z", "to", "2026-01-08T00:00:01Z"),
                Map.of("from", "2026-01-01T00:00:00Z", "to", "2026-01-03T00:00:00Z", "step", "60"))) {
            viewer().queryParams(query)
                    .get("/api/v1/rollups")
                    .then()
                    .statusCode(400)
                    .body("code", equalTo("range_too_large"));
        }
        for (Map<String, String> query : List.of(
                Map.of("step", "1"),
                Map.of("step", "61"),
                Map.of("step", "-60"),
                Map.of("step", "1e9"),
                Map.of("from", "2026-01-03T00:00:00Z", "to", "2026-01-01T00:00:00Z"),
                Map.of("from", "nonsense"))) {
            viewer().queryParams(query)
                    .get("/api/v1/rollups")
                    .then()
                    .statusCode(400)
                    .body("code", equalTo("invalid_request"));
        }
    }

    @Test
    void repositoriesAreBusiestFirst() throws SQLException {
        Instant minute = Instant.now().truncatedTo(ChronoUnit.MINUTES).minusSeconds(120);
        rollup("", minute, 9, 0, 9, 0, NONE);
        rollup("o/quiet", minute, 1, 0, 0, 0, NONE);
        rollup("o/busy", minute, 2, 1, 2, 1, NONE.replaceFirst("\\{0,0,0", "{0,0,2"));
        rollup("o/busy", minute.minusSeconds(60), 1, 0, 0, 0, NONE);
        rollup("o/old", minute.minusSeconds(7200), 9, 0, 0, 0, NONE);

        viewer().get("/api/v1/repositories")
                .then()
                .statusCode(200)
                .body("repositories.repository", equalTo(List.of("o/busy", "o/quiet")))
                .body("repositories.started", equalTo(List.of(4, 1)))
                .body("repositories[0].median_seconds", equalTo(2.5f))
                .body("repositories[1].median_seconds", nullValue());
        viewer().queryParam("limit", "1")
                .get("/api/v1/repositories")
                .then()
                .body("repositories.repository", equalTo(List.of("o/busy")));
        viewer().queryParams(Map.of("from", "2026-01-01T00:00:00Z", "to", "2026-01-02T00:00:01Z"))
                .get("/api/v1/repositories")
                .then()
                .statusCode(400)
                .body("code", equalTo("range_too_large"));
    }

    private static RequestSpecification viewer() {
        return with("tidemark-viewer").accept(ContentType.ANY);
    }

    /// @param what 0: in progress, 1: completed, 2: abandoned
    private static void session(String user, String session, String opened, int what) throws SQLException {
        run("""
            INSERT INTO session (user_id, session_id, started_at, first_seen_at, last_seen_at, last_received_at,
                                 ended_at, expired_at_received, heard_more, attributes, attribute_versions)
            SELECT '%s', '%s', opened, opened, opened, opened, CASE WHEN %3$d = 1 THEN opened + interval '1 min' END,
                   CASE WHEN %3$d = 2 THEN opened END, true, '{}', '{}'
            FROM (SELECT timestamptz '%4$s' AS opened) AS given""".formatted(user, session, what, opened));
    }

    private static void rollup(
            String repository, Instant minute, int started, int unstarted, int ended, int abandoned, String durations)
            throws SQLException {
        run("INSERT INTO rollup VALUES ('%s', '%s', %d, %d, %d, %d, '%s', now(), false, now())"
                .formatted(repository, minute, started, unstarted, ended, abandoned, durations));
    }

    private static List<String> walk(Map<String, String> query, int limit) {
        List<String> seen = new ArrayList<>();
        String after = null;
        do {
            RequestSpecification call = viewer().queryParams(query).queryParam("limit", limit);
            if (after != null) {
                call.queryParam("after", after);
            }
            var page = call.get(SESSIONS).then().statusCode(200).extract();
            List<String> ids = page.path("sessions.session_id");
            assertThat(ids).hasSizeLessThanOrEqualTo(limit);
            seen.addAll(ids);
            after = page.path("next");
        } while (after != null);
        assertThat(seen).doesNotHaveDuplicates();
        return seen;
    }

    private static String cursor(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String encoded(String segment) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : segment.getBytes(StandardCharsets.UTF_8)) {
            encoded.append("%%%02X".formatted(b));
        }
        return encoded.toString();
    }
}
