package dev.tidemark.writer;

import static dev.tidemark.writer.Service.as;
import static dev.tidemark.writer.Service.awaitSql;
import static dev.tidemark.writer.Service.event;
import static dev.tidemark.writer.Service.record;
import static dev.tidemark.writer.Service.send;
import static dev.tidemark.writer.Service.sql;
import static dev.tidemark.writer.Service.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import dev.tidemark.common.event.Lane;
import dev.tidemark.common.topic.Topics;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ServersResource.class)
class ReplaysTest {
    private static final String REPLAYS = "/api/v1/replays";
    private static final String LETTERS = "/api/v1/dead-letters";
    private final String user = "replay-" + UUID.randomUUID();

    @Test
    void whatIsMendedIsTriedOutReplayedAndAppliedUnderTheNameOfWhoDidIt() throws Exception {
        // Given
        dies(visit("1", "a\\u0000b"));
        String origin = awaitLetters(1).getFirst();
        String selection = "{\"origins\": [\"" + origin + "\"]}";

        // When
        String first = tryOut(selection);

        // Then
        completed(first)
                .body("dry_run", equalTo(true))
                .body("total", equalTo(1))
                .body("failed", equalTo(1))
                .body("reasons", hasSize(1))
                .body("reasons[0].failure", equalTo("poison/refused_by_store"))
                .body("reasons[0].count", equalTo(1))
                .body("reasons[0].example", equalTo(origin));

        // When
        edit(origin, visit("1", "mended"));
        String second = tryOut(selection);

        // Then
        completed(second).body("applied", equalTo(1)).body("reasons", hasSize(0));
        assertThat(sql("SELECT count(*) FROM page_visit WHERE user_id = '" + user + "'"))
                .isEqualTo("0");
        letter(origin).body("status", equalTo("open"));

        // When
        String replay = begin(as("ada", "tidemark-operator"), selection, "")
                .then()
                .statusCode(201)
                .header("Location", containsString(REPLAYS))
                .body("by", equalTo("ada"))
                .body("why", equalTo("mended"))
                .extract()
                .path("id");

        // Then
        completed(replay).body("applied", equalTo(1)).body("finished_at", notNullValue());
        awaitSql("mended", "SELECT title FROM page_visit WHERE user_id = '" + user + "'");
        letter(origin)
                .body("status", equalTo("applied"))
                .body("decided_by", equalTo("ada"))
                .body("replays", hasSize(1))
                .body("replays[0].id", equalTo(replay))
                .body("replays[0].outcome", equalTo("applied"));
        operator()
                .get("/api/v1/audit?target=" + replay)
                .then()
                .body("entries.action", contains("replay"))
                .body("entries[0].who", equalTo("ada"))
                .body("entries[0].why", equalTo("mended"))
                .body("entries[0].detail.letters", equalTo(1));
        begin(operator(), selection, "").then().statusCode(422).body("code", equalTo("nothing_selected"));
    }

    @Test
    void whatDiesAgainIsTheSameLetterWithALongerHistoryAndTheReplayKnowsWhy() {
        IntStream.range(0, 30).forEach(i -> dies(visit("e" + i, i % 3 == 0 ? "bad\\u0000" : "bad\\ud800")));
        List<String> origins = awaitLetters(30);

        String replay = begin(operator(), filter(), ", \"rate\": 5000").path("id");

        completed(replay)
                .body("total", equalTo(30))
                .body("failed", equalTo(30))
                .body("applied", equalTo(0))
                .body("sent", equalTo(0));
        operator()
                .get(REPLAYS + "/" + replay + "/items?outcome=failed&limit=500")
                .then()
                .body("items", hasSize(30))
                .body("items.origin", hasItem(origins.getFirst()));
        letter(origins.getFirst())
                .body("status", equalTo("open"))
                .body("deaths", equalTo(2))
                .body("history", hasSize(2))
                .body("history[1].replay", equalTo(replay));
        list().body("letters", hasSize(30));
    }

    @Test
    void aReplayIsHeldResumedAndEndedAndSaysSoInTheAudit() {
        IntStream.range(0, 20).forEach(i -> dies(visit("e" + i, "bad\\u0000")));
        awaitLetters(20);
        String replay = begin(operator(), filter(), ", \"rate\": 1").path("id");

        turn(replay, "pause").then().statusCode(200).body("state", equalTo("paused"));
        turn(replay, "pause").then().statusCode(409).body("code", equalTo("wrong_state"));
        turn(replay, "resume").then().statusCode(200).body("state", equalTo("running"));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(one(replay).extract().<Integer>path("failed"))
                        .isPositive());
        turn(replay, "cancel").then().statusCode(200).body("state", equalTo("cancelled"));
        turn(replay, "resume").then().statusCode(409).body("code", equalTo("wrong_state"));

        one(replay).body("finished_at", notNullValue());
        assertThat(one(replay).extract().<Integer>path("pending")).isPositive();
        operator()
                .get("/api/v1/audit?target=" + replay)
                .then()
                .body("entries.action", contains("replay_cancel", "replay_resume", "replay_pause", "replay"));
        begin(operator(), filter(), ", \"dry_run\": true")
                .then()
                .statusCode(201)
                .body("total", equalTo(20));
    }

    @Test
    void whatTwoOperatorsReplayAtOnceIsSentByOneOfThem() {
        IntStream.range(0, 10).forEach(i -> dies(visit("e" + i, "bad\\u0000")));
        awaitLetters(10);

        String first =
                begin(as("ada", "tidemark-operator"), filter(), ", \"rate\": 1").path("id");
        String second = begin(as("ben", "tidemark-operator"), filter(), "").path("id");

        completed(second)
                .body("skipped", equalTo(10))
                .body("reasons[0].outcome", equalTo("skipped"))
                .body("reasons[0].detail", containsString("another replay"));
        turn(first, "cancel");
    }

    @Test
    void aLetterIsReplayedAsOftenAsTheCapAllows() {
        dies(visit("1", "bad\\u0000"));
        awaitLetters(1);
        completed(begin(operator(), filter(), ", \"cap\": 2").path("id")).body("failed", equalTo(1));
        completed(begin(operator(), filter(), ", \"cap\": 2").path("id")).body("failed", equalTo(1));

        completed(begin(operator(), filter(), ", \"cap\": 2").path("id"))
                .body("skipped", equalTo(1))
                .body("reasons[0].detail", containsString("cap"));
    }

    @Test
    void whatIsDiscardedMeanwhileIsNotSent() {
        IntStream.range(0, 5).forEach(i -> dies(visit("e" + i, "bad\\u0000")));
        awaitLetters(5);
        String replay = begin(operator(), filter(), ", \"rate\": 1").path("id");
        turn(replay, "pause");
        post(operator(), LETTERS + "/discard", "{\"why\": \"no use\", \"selection\": " + filter() + "}")
                .then()
                .statusCode(200);

        turn(replay, "resume");

        completed(replay).body("applied", equalTo(0));
        assertThat(one(replay).extract().<Integer>path("skipped")).isBetween(3, 5);
        one(replay).body("reasons.detail", hasItem("it is discarded by now"));
    }

    @Test
    void aViewerSeesReplaysAndBeginsHoldsAndEndsNone() {
        dies(visit("1", "bad\\u0000"));
        awaitLetters(1);
        String replay = tryOut(filter());
        RequestSpecification viewer = with("tidemark-viewer");

        viewer.get(REPLAYS + "/" + replay).then().statusCode(200);
        with("tidemark-viewer").get(REPLAYS).then().statusCode(200).body("replays.id", hasItem(replay));
        with("tidemark-viewer").get(REPLAYS + "/" + replay + "/items").then().statusCode(200);
        begin(with("tidemark-viewer"), filter(), "").then().statusCode(403);
        begin(with("tidemark-viewer"), filter(), ", \"dry_run\": true").then().statusCode(403);
        for (String decision : List.of("pause", "resume", "cancel")) {
            post(with("tidemark-viewer"), REPLAYS + "/" + replay + "/" + decision, "{}")
                    .then()
                    .statusCode(403);
        }
    }

    @Test
    void whatIsNoReplayIsRefusedAndSaysWhy() {
        refused("{\"dry_run\": true}", "selection");
        refused("{\"dry_run\": true, \"selection\": {\"filter\": {\"usr\": \"x\"}}}", "selection");
        refused("{\"selection\": " + filter() + "}", "why");
        refused("{\"why\": \"x\", \"selection\": " + filter() + ", \"rate\": 0}", "rate");
        refused("{\"why\": \"x\", \"selection\": " + filter() + ", \"rate\": 20001}", "rate");
        refused("{\"why\": \"x\", \"selection\": " + filter() + ", \"lane\": \"slow\"}", "lane");
        refused("{\"why\": \"x\", \"selection\": " + filter() + ", \"cap\": 0}", "cap");
        operator().get(REPLAYS + "/" + UUID.randomUUID()).then().statusCode(404);
        operator().get(REPLAYS + "/no-uuid").then().statusCode(404);
    }

    private static void refused(String body, String about) {
        post(operator(), REPLAYS, body)
                .then()
                .statusCode(400)
                .body("code", equalTo("invalid_request"))
                .body("detail", containsString(about));
    }

    private String filter() {
        return "{\"filter\": {\"user\": \"" + user + "\"}}";
    }

    private String visit(String id, String title) {
        return event(user + id, "page.visited", "s-" + user, "{\"url\": \"u\", \"title\": \"" + title + "\"}");
    }

    private void dies(String event) {
        ProducerRecord<byte[], byte[]> record =
                record(Topics.of(Lane.BULK), event, Map.of("ce_source", "/users/" + user));
        send(List.of(record));
    }

    private List<String> awaitLetters(int letters) {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> list().body("letters", hasSize(letters)));
        return list().extract().path("letters.origin");
    }

    private ValidatableResponse list() {
        return operator().get(LETTERS + "?limit=500&user=" + user).then().statusCode(200);
    }

    private static ValidatableResponse letter(String origin) {
        return operator().get(LETTERS + "/" + origin).then().statusCode(200);
    }

    private static void edit(String origin, String payload) {
        String tag = letter(origin).extract().header("ETag");
        operator()
                .header("If-Match", tag)
                .contentType("application/json")
                .body(Map.of("text", payload, "why", "mended"))
                .put(LETTERS + "/" + origin + "/payload")
                .then()
                .statusCode(200)
                .body("decodes.ok", equalTo(true));
    }

    private static String tryOut(String selection) {
        return begin(operator(), selection, ", \"dry_run\": true")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static Response begin(RequestSpecification who, String selection, String more) {
        return post(who, REPLAYS, "{\"why\": \"mended\", \"selection\": " + selection + more + "}");
    }

    private static Response turn(String replay, String decision) {
        return post(operator(), REPLAYS + "/" + replay + "/" + decision, "{\"why\": \"a test\"}");
    }

    private static ValidatableResponse one(String replay) {
        return operator().get(REPLAYS + "/" + replay).then().statusCode(200);
    }

    private static ValidatableResponse completed(String replay) {
        await().atMost(Duration.ofSeconds(40)).untilAsserted(() -> one(replay).body("state", equalTo("completed")));
        return one(replay);
    }

    private static RequestSpecification operator() {
        return with("tidemark-operator");
    }

    private static Response post(RequestSpecification who, String path, String body) {
        return who.contentType("application/json").body(body).post(path);
    }
}
