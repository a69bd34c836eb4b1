package dev.tidemark.writer;

import static dev.tidemark.writer.Service.as;
import static dev.tidemark.writer.Service.awaitSql;
import static dev.tidemark.writer.Service.event;
import static dev.tidemark.writer.Service.management;
import static dev.tidemark.writer.Service.record;
import static dev.tidemark.writer.Service.run;
import static dev.tidemark.writer.Service.send;
import static dev.tidemark.writer.Service.sql;
import static dev.tidemark.writer.Service.with;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.tidemark.common.event.Lane;
import dev.tidemark.common.topic.Topics;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ServersResource.class)
class LettersTest {
    private static final String LETTERS = "/api/v1/dead-letters";
    private final String user = "inbox-" + UUID.randomUUID();

    @Test
    void whatDiesOnALaneIsALetterThatIsFoundByEveryFilter() {
        // Given
        String refused = event("e-" + user, "page.visited", "s", "{\"url\": \"u\", \"title\": \"a\\u0000b\"}");
        send(List.of(onLane(refused, Map.of("ce_id", "e-" + user, "ce_type", "page.visited", "ce_subject", "s-7"))));

        // When
        String origin = awaitOrigin();

        // Then
        ValidatableResponse letter = one(origin)
                .body("user", equalTo(user))
                .body("session_id", equalTo("s-7"))
                .body("event_id", equalTo("e-" + user))
                .body("type", equalTo("page.visited"))
                .body("failure", equalTo("poison/refused_by_store"))
                .body("sql_state", equalTo("22P05"))
                .body("status", equalTo("open"))
                .body("attempts", equalTo(1))
                .body("deaths", equalTo(1))
                .body("edited", equalTo(false))
                .body("size", equalTo(refused.length()))
                .body("payload.text", equalTo(refused))
                .body("key.text", equalTo("key"))
                .body("headers.find { it.name == 'tm_origin' }.text", equalTo(origin))
                .body("history.failure", contains("poison/refused_by_store"));
        String group = letter.extract().path("fingerprint");
        for (String filter : List.of(
                "group=" + group,
                "type=page.visited",
                "status=open",
                "from=2026-01-01T00:00:00Z",
                "to=2105-01-01T00:00:00Z",
                "q=refused",
                "q=" + user.substring(0, 14),
                "q=untransl 22P05")) {
            operator()
                    .get(LETTERS + "?user=" + user + "&" + filter)
                    .then()
                    .statusCode(200)
                    .body("letters.origin", contains(origin));
        }
        for (String filter :
                List.of("group=0", "type=operation", "status=applied", "to=2026-01-01T00:00:00Z", "q=nowhere")) {
            list("&" + filter).body("letters", hasSize(0));
        }
        operator()
                .get(LETTERS + "/groups?status=open")
                .then()
                .body("groups.fingerprint", hasItem(group))
                .body("groups.find { it.fingerprint == '" + group + "' }.message", startsWith("the store says"));
    }

    @Test
    void aViewerSeesThatItIsDeadAndWhyButNothingOfWhatItCarriesAndDecidesNothing() {
        String origin = deadLetter("secret");
        RequestSpecification viewer = with("tidemark-viewer");

        String seen = viewer.get(LETTERS + "/" + origin)
                .then()
                .statusCode(200)
                .extract()
                .asString();

        assertThat(seen)
                .contains("\"failure\"", "\"history\"")
                .doesNotContain("secret", "payload\"", "\"key\"", "headers");
        with("tidemark-viewer").get(LETTERS).then().statusCode(200);
        with("tidemark-viewer").get(LETTERS + "/groups").then().statusCode(200);
        with("tidemark-viewer").get("/api/v1/audit").then().statusCode(200);
        for (String call :
                List.of("/" + origin + "/discard", "/" + origin + "/restore", "/discard", "/restore", "/rebuild")) {
            forbidden(post(with("tidemark-viewer"), LETTERS + call, "{\"why\": \"x\"}"));
        }
        forbidden(put(with("tidemark-viewer").header("If-Match", "*"), origin, "{\"text\": \"x\"}"));
        forbidden(with("tidemark-viewer").header("If-Match", "*").delete(LETTERS + "/" + origin + "/payload"));
        forbidden(with("tidemark-client").get(LETTERS));
        forbidden(with("tidemark-client").get(LETTERS + "/" + origin));
        forbidden(with("tidemark-client").get("/api/v1/audit"));
        one(origin).body("status", equalTo("open"));
    }

    @Test
    void anEditStandsBesideTheOriginalAndSaysWhetherItCanBeRead() {
        String bad = "{\"id\": \"" + user + "\", \"type\": \"page.visited.v9\"}";
        String good = event(user, "page.visited", "s", "{\"url\": \"u\"}");
        String origin = deadLetter(bad);
        String tag = one(origin).extract().header("ETag");

        put(operator(), origin, json("text", good))
                .then()
                .statusCode(428)
                .body("code", equalTo("precondition_required"));
        Response edited = put(operator().header("If-Match", tag), origin, json("text", good));

        edited.then().statusCode(200).body("edited", equalTo(true)).body("decodes.ok", equalTo(true));
        assertThat(edited.header("ETag")).isNotEqualTo(tag);
        one(origin)
                .body("payload.text", equalTo(bad))
                .body("edited_payload.text", equalTo(good))
                .body("edited_by", equalTo("tester"));
        put(operator().header("If-Match", edited.header("ETag")), origin, json("text", bad))
                .then()
                .statusCode(200)
                .body("decodes.ok", equalTo(false))
                .body("decodes.code", equalTo("unknown_version"));
        put(operator().header("If-Match", "*"), origin, json("text", good.replace(user, "another")))
                .then()
                .statusCode(422)
                .body("code", equalTo("id_changed"));
        operator()
                .header("If-Match", "*")
                .delete(LETTERS + "/" + origin + "/payload")
                .then()
                .statusCode(200);
        one(origin).body("edited", equalTo(false)).body("edited_payload", nullValue());
        audit(origin).body("entries.action", contains("edit", "edit", "edit"));
        assertThat(audit(origin).extract().asString()).doesNotContain("page.visited");
    }

    @Test
    void ofTwoOperatorsThatEditAtOnceOneIsToldToLookAgain() {
        String origin = deadLetter("x");
        String tag = one(origin).extract().header("ETag");

        put(as("ann", "tidemark-operator").header("If-Match", tag), origin, json("text", "of ann"))
                .then()
                .statusCode(200);
        put(as("ben", "tidemark-operator").header("If-Match", tag), origin, json("text", "of ben"))
                .then()
                .statusCode(412)
                .body("code", equalTo("letter_changed"));

        one(origin).body("edited_payload.text", equalTo("of ann")).body("edited_by", equalTo("ann"));
    }

    @Test
    void aDiscardWantsAReasonAndIsTakenBackByARestore() {
        String origin = deadLetter("x");
        String letter = LETTERS + "/" + origin;

        post(operator(), letter + "/discard", "{\"why\": \" \"}").then().statusCode(400);
        post(operator(), letter + "/restore", "{}").then().statusCode(409).body("code", equalTo("wrong_status"));
        post(operator().header("If-Match", "\"0\""), letter + "/discard", "{\"why\": \"x\"}")
                .then()
                .statusCode(412);
        post(operator(), letter + "/discard", "{\"why\": \"a test\"}")
                .then()
                .statusCode(200)
                .body("status", equalTo("discarded"))
                .body("reason", equalTo("a test"))
                .body("decided_by", equalTo("tester"));
        post(operator(), letter + "/discard", "{\"why\": \"again\"}").then().statusCode(409);
        post(operator(), letter + "/restore", "{\"why\": \"by mistake\"}")
                .then()
                .statusCode(200)
                .body("status", equalTo("open"))
                .body("reason", nullValue());

        audit(origin)
                .body("entries.action", contains("restore", "discard"))
                .body("entries.why", contains("by mistake", "a test"))
                .body("entries.who", contains("tester", "tester"));
        post(operator(), LETTERS + "/nowhere-0@0/discard", "{\"why\": \"x\"}")
                .then()
                .statusCode(404);
        operator().get(LETTERS + "/nowhere-0@0").then().statusCode(404).body("code", equalTo("not_found"));
    }

    @Test
    void manyAreDecidedAtOnceHoweverTheyAreSelected() {
        // Given
        List<String> origins =
                IntStream.range(0, 5).mapToObj(i -> deadLetter("many " + i)).toList();

        // Then
        post(operator(), LETTERS + "/discard", many("{\"origins\": [\"" + origins.get(0) + "\", \"nowhere\"]}"))
                .then()
                .statusCode(200)
                .body("discarded", equalTo(1));
        post(operator(), LETTERS + "/discard", many("{\"filter\": {\"user\": \"" + user + "\"}}"))
                .then()
                .body("discarded", equalTo(4));
        list("&status=discarded").body("letters", hasSize(5)).body("letters.reason", hasItems("done with"));
        post(
                        operator(),
                        LETTERS + "/restore",
                        many("{\"filter\": {\"user\": \"" + user + "\", \"status\": \"discarded\"}}"))
                .then()
                .body("restored", equalTo(5));
        for (String wrong : List.of(
                "{}",
                "null",
                "[]",
                "{\"filter\": {\"usr\": \"x\"}}",
                "{\"filter\": {\"status\": \"shut\"}}",
                "{\"origins\": []}",
                "{\"origins\": [\"a\"], \"group\": \"b\"}",
                "{\"all\": true}")) {
            post(operator(), LETTERS + "/discard", many(wrong))
                    .then()
                    .statusCode(400)
                    .body("code", equalTo("invalid_request"));
        }
        list("&status=open").body("letters", hasSize(5));
        audit("selection").body("entries.find { it.detail.letters == 4 }.detail.selection.filter.user", equalTo(user));
    }

    @Test
    void payloadsOfAnyKindAreShownAndAreNotCutButForTheirLength() {
        String long1 = "ü".repeat(200_000);
        String controls = "a\u0000\u0001\u001b[31m\u2028\"\\";
        byte[] noText = {(byte) 0xFF, (byte) 0xFE, 0, 'x'};
        String ofLong = deadLetter(long1);
        String ofControls = deadLetter(controls);
        String ofBytes = deadLetter(noText);

        one(ofControls).body("payload.text", equalTo(controls)).body("payload_truncated", equalTo(false));
        one(ofBytes)
                .body("payload.base64", equalTo(Base64.getEncoder().encodeToString(noText)))
                .body("payload.text", nullValue());
        String cut =
                one(ofLong).body("payload_truncated", equalTo(true)).extract().path("payload.text");
        assertThat(cut).hasSize(128 << 10).matches("ü+");
        operator()
                .get(LETTERS + "/" + ofLong + "?full=true")
                .then()
                .body("payload.text", equalTo(long1))
                .body("payload_truncated", equalTo(false));
        list("").body("letters.payload", not(hasItem(startsWith("ü"))));
    }

    @Test
    void pagesHaveNoGapsAndNoRepeatsWhileLettersArrive() {
        // Given
        Set<String> before = new HashSet<>();
        send(IntStream.range(0, 60).mapToObj(i -> hostile("p " + i, Map.of())).toList());
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> list("&limit=500").body("letters", hasSize(60)));
        before.addAll(list("&limit=500").extract().path("letters.origin"));

        // When
        List<String> seen = new ArrayList<>();
        String after = "";
        do {
            ValidatableResponse page = list("&limit=7" + after);
            seen.addAll(page.extract().path("letters.origin"));
            String next = page.extract().path("next");
            after = next == null ? "" : "&after=" + next;
            send(List.of(hostile("late", Map.of()), hostile("late", Map.of())));
        } while (!after.isEmpty());

        // Then
        assertThat(seen).doesNotHaveDuplicates().containsAll(before);
        for (String wrong : List.of("limit=0", "limit=501", "limit=x", "after=x", "from=yesterday", "status=shut")) {
            operator().get(LETTERS + "?" + wrong).then().statusCode(400).body("code", equalTo("invalid_request"));
        }
        operator()
                .queryParam("user", "\u0000")
                .get(LETTERS)
                .then()
                .statusCode(400)
                .body("code", equalTo("invalid_request"));
    }

    @Test
    void aRebuildReadsEverythingAnewAndKeepsWhatWasDecided() throws SQLException {
        // Given
        String discarded = deadLetter("discarded");
        String edited = deadLetter("edited");
        String lost = deadLetter("lost");
        post(operator(), LETTERS + "/" + discarded + "/discard", "{\"why\": \"kept\"}")
                .then()
                .statusCode(200);
        put(operator().header("If-Match", "*"), edited, json("text", "an edit"))
                .then()
                .statusCode(200);
        run("DELETE FROM dead_letter WHERE origin = '" + lost + "'; UPDATE dead_letter_group SET open = open + 7");

        // When
        operator().post(LETTERS + "/rebuild").then().statusCode(202).body("state", equalTo("running"));

        // Then
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> operator().get(LETTERS + "/rebuild").then().body("state", equalTo("completed")));
        one(lost).body("payload.text", equalTo("lost")).body("status", equalTo("open"));
        one(discarded).body("status", equalTo("discarded")).body("reason", equalTo("kept"));
        one(edited).body("edited_payload.text", equalTo("an edit"));
        assertThat(sql("SELECT (SELECT sum(open) FROM dead_letter_group)"
                        + " - (SELECT count(*) FROM dead_letter WHERE status = 'open')"))
                .isEqualTo("0");
        audit("dead-letters").body("entries.action", hasItem("projection_rebuild"));
    }

    @Test
    void aStoreThatIsAwayIsWaitedForAndNoLetterIsLost() {
        // Given
        ServersResource.postgres().kill();
        send(List.of(hostile("meanwhile", Map.of())));
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> management("/q/health/ready")
                .then()
                .statusCode(503)
                .body("checks.data.'dead-letters'", hasItem("waiting_for_store")));
        management("/q/health/live").then().statusCode(200);
        operator().get(LETTERS).then().statusCode(503).body("code", equalTo("store_unavailable"));

        // When
        ServersResource.postgres().start();

        // Then
        awaitOrigin();
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> management("/q/health/ready").then().statusCode(200));
    }

    @Test
    void theAuditIsOnlyEverAddedToAndPaged() throws SQLException {
        post(operator(), "/api/v1/lanes/bulk/resume", "{\"let_through\": 0, \"why\": \"" + user + "\"}")
                .then()
                .statusCode(204);
        post(operator(), "/api/v1/lanes/express/resume", "{}").then().statusCode(204);

        audit("bulk").body("entries[0].action", equalTo("lane_resume")).body("entries[0].why", equalTo(user));
        String next = operator()
                .get("/api/v1/audit?action=lane_resume&who=tester&limit=1")
                .then()
                .body("entries", hasSize(1))
                .extract()
                .path("next");
        operator()
                .get("/api/v1/audit?action=lane_resume&limit=1&after=" + next)
                .then()
                .body("entries[0].target", equalTo("bulk"));
        for (String change : List.of("UPDATE audit SET who = 'nobody'", "DELETE FROM audit", "TRUNCATE audit")) {
            assertThatThrownBy(() -> run(change)).hasMessageContaining("only ever added to");
        }
    }

    @Test
    void howManyAreOpenIsAMetricWhoseLabelsNobodyCanMultiply() {
        send(List.of(
                hostile("m", Map.of("tm_failure", "poison/made_up", "ce_type", user)),
                hostile("m", Map.of("tm_failure", "poison/invalid_json", "ce_type", "tab.closed"))));

        await().atMost(Duration.ofSeconds(40)).untilAsserted(() -> {
            String metrics = management("/q/metrics").then().extract().asString();
            assertThat(metrics)
                    .contains("tidemark_writer_dead_letters_open{failure=\"other\",type=\"other\"}")
                    .contains("tidemark_writer_dead_letters_open{failure=\"poison/invalid_json\",type=\"tab.closed\"}")
                    .containsPattern("tidemark_writer_dead_letters_oldest_seconds [1-9]")
                    .contains("tidemark_writer_state{source=\"dead-letters\",state=\"working\",thread=\"0\"} 1.0")
                    .doesNotContain(user, "made_up");
        });
    }

    private static RequestSpecification operator() {
        return with("tidemark-operator");
    }

    private ProducerRecord<byte[], byte[]> onLane(String value, Map<String, String> more) {
        Map<String, String> headers = new HashMap<>(more);
        headers.put("ce_source", "/users/" + user);
        return record(Topics.of(Lane.BULK), value, headers);
    }

    /// A record that somebody else wrote to the dead letters.
    private ProducerRecord<byte[], byte[]> hostile(String value, Map<String, String> more) {
        Map<String, String> headers = new HashMap<>(more);
        headers.put("ce_source", "/users/" + user);
        return record(Topics.DEAD_LETTERS, value, headers);
    }

    private String deadLetter(String value) {
        return deadLetter(value.getBytes(UTF_8));
    }

    /// Puts a letter into the inbox.
    ///
    /// @return its origin
    private String deadLetter(byte[] value) {
        String origin =
                "tidemark.events.bulk-11@" + Math.abs(UUID.randomUUID().getMostSignificantBits() % 1_000_000_000_000L);
        ProducerRecord<byte[], byte[]> plain = hostile("", Map.of("tm_origin", origin));
        send(List.of(new ProducerRecord<>(plain.topic(), null, plain.key(), value, plain.headers())));
        awaitSql("1", "SELECT count(*) FROM dead_letter WHERE origin = '" + origin + "'");
        return origin;
    }

    private String awaitOrigin() {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> list("").body("letters", hasSize(1)));
        return list("").extract().path("letters[0].origin");
    }

    private ValidatableResponse list(String more) {
        return operator().get(LETTERS + "?user=" + user + more).then().statusCode(200);
    }

    private static ValidatableResponse one(String origin) {
        return operator().get(LETTERS + "/" + origin).then().statusCode(200);
    }

    private static ValidatableResponse audit(String target) {
        return operator().get("/api/v1/audit?target=" + target).then().statusCode(200);
    }

    private static Response post(RequestSpecification who, String path, String body) {
        return who.contentType("application/json").body(body).post(path);
    }

    private static Response put(RequestSpecification who, String origin, String body) {
        return who.contentType("application/json").body(body).put(LETTERS + "/" + origin + "/payload");
    }

    private static String many(String selection) {
        return "{\"why\": \"done with\", \"selection\": " + selection + "}";
    }

    private static String json(String name, String text) {
        return "{\"" + name + "\": \"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"}";
    }

    private static void forbidden(Response response) {
        response.then().statusCode(403).body("code", equalTo("forbidden"));
    }
}
