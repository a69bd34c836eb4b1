package dev.tidemark.cli.dlq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidemark.cli.dlq.FakeWriter.Ran;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReplayTest {
    private static final String START = "POST /api/v1/replays";
    private static final String LOOK = "GET /api/v1/replays/r-1";

    private final FakeWriter writer = new FakeWriter();

    @AfterEach
    void close() {
        writer.close();
    }

    @Test
    void aReplayIsOrderedFollowedAndItsOutcomeTold() {
        writer.on(START, 201, replay("running", 0, 0))
                .on(LOOK, 200, replay("running", 1, 0))
                .on(LOOK, 200, replay("completed", 3, 0));

        Ran ran = writer.run(
                "replay", "a@1", "b@2", "c@3", "--why", "mended", "--rate", "9", "--lane", "bulk", "--cap", "2");

        assertThat(ran.exit()).isZero();
        assertThat(ran.out())
                .isEqualToIgnoringNewLines("replay r-1 completed: of 3 letters 3 applied, 0 failed, 0 skipped");
        assertThat(writer.requests().getFirst().body())
                .isEqualTo("{\"dry_run\":false,\"rate\":9,\"lane\":\"bulk\",\"cap\":2,\"why\":\"mended\","
                        + "\"selection\":{\"origins\":[\"a@1\",\"b@2\",\"c@3\"]}}");
    }

    @Test
    void whatFailedIsToldWithItsReasons() {
        writer.on(START, 201, replay("running", 0, 0)).on(LOOK, 200, replay("completed", 1, 2));

        Ran ran = writer.run("replay", "--status", "open", "--dry-run");

        assertThat(ran.exit()).isOne();
        assertThat(ran.out().lines())
                .contains(
                        "letters  failure                  for example  detail",
                        "      2  poison/refused_by_store  a@1          no\\u0007");
        assertThat(writer.requests().getFirst().body())
                .contains("\"dry_run\":true", "{\"filter\":{\"status\":\"open\"}}");
    }

    @Test
    void aReplayThatIsPausedIsWaitedForAndOneThatIsCancelledIsNoSuccess() {
        writer.on(START, 201, replay("running", 0, 0))
                .on(LOOK, 200, replay("paused", 1, 0))
                .on(LOOK, 200, replay("paused", 1, 0))
                .on(LOOK, 200, replay("cancelled", 1, 0));

        Ran ran = writer.run("replay", "a@1", "--why", "x");

        assertThat(ran.exit()).isOne();
        assertThat(ran.err()).containsOnlyOnce("the replay is paused; ./tidemark dlq continue r-1 --port-base ");
        assertThat(ran.out()).contains("cancelled: of 3 letters 1 applied", "2 without an outcome");
    }

    @Test
    void aWriterThatIsAwayForAMomentEndsNothing() {
        writer.on(LOOK, 503, "{\"code\":\"store_unavailable\",\"detail\":\"Away.\"}")
                .on(LOOK, 200, replay("completed", 3, 0));

        Ran ran = writer.run("watch", "r-1", "--json");

        assertThat(ran.exit()).isZero();
        assertThat(ran.out()).startsWith("{\"id\":\"r-1\"").hasLineCount(1);
    }

    @Test
    void detachedOnlyTheIdIsPrinted() {
        writer.on(START, 201, replay("running", 0, 0));

        assertThat(writer.run("replay", "a@1", "--why", "x", "--detach").out()).isEqualToIgnoringNewLines("r-1");
    }

    @Test
    void whoeverStopsFollowingIsToldHowToComeBack() {
        assertThat(Following.farewell(words -> "./tidemark dlq " + words + " --port-base 7", "r-1"))
                .isEqualTo("the replay goes on; ./tidemark dlq watch r-1 --port-base 7 follows it, "
                        + "./tidemark dlq cancel r-1 --port-base 7 stops it");
    }

    @Test
    void aReplayNeedsAReasonAndManyAConfirmation() {
        writer.on("GET /api/v1/dead-letters/groups", 200, "{\"groups\":[{\"fingerprint\":\"fp\",\"open\":1204}]}");

        assertThat(writer.run("replay", "a@1").err()).contains("a replay needs a reason: --why TEXT");
        assertThat(writer.run("replay", "--group", "fp", "--why", "x").err())
                .contains("replay 1,204 letters; say --yes");
        assertThat(writer.calls()).doesNotContain(START);
    }

    @Test
    void replaysArePausedContinuedCancelledAndListed() {
        writer.on("POST /api/v1/replays/r-1/pause", 200, replay("paused", 1, 0))
                .on("POST /api/v1/replays/r-1/resume", 200, replay("running", 1, 0))
                .on(
                        "POST /api/v1/replays/r-1/cancel",
                        409,
                        "{\"code\":\"wrong_state\",\"detail\":\"This cannot be done: it has ended.\"}")
                .on(
                        "GET /api/v1/replays?limit=50",
                        200,
                        "{\"replays\":[" + replay("paused", 1, 0) + "],\"next\":null}");

        assertThat(writer.run("pause", "r-1", "--why", "too fast").out())
                .contains("r-1 paused: of 3 letters 1 applied");
        assertThat(writer.requests().getFirst().body()).isEqualTo("{\"why\":\"too fast\"}");
        assertThat(writer.run("continue", "r-1").out()).contains("r-1 running");
        assertThat(writer.run("cancel", "r-1").err()).contains("409 wrong_state: This cannot be done: it has ended.");
        assertThat(writer.run("replays").out()).containsPattern("r-1 +paused +replay +3 +1 +0 +0 +ada");
    }

    @Test
    void theInboxIsALineForEachChange() throws InterruptedException {
        writer.on("GET /api/v1/dead-letters/groups?status=open", 200, "{\"groups\":[]}")
                .on("GET /api/v1/dead-letters/groups?status=open", 200, "{\"groups\":[]}")
                .on(
                        "GET /api/v1/dead-letters/groups?status=open",
                        200,
                        "{\"groups\":[{\"fingerprint\":\"fp\",\"open\":7}]}")
                .on("GET /api/v1/replays?limit=100", 200, "{\"replays\":[" + replay("running", 1, 0) + "]}");
        AtomicReference<String> out = new AtomicReference<>("");
        Thread watching =
                Thread.ofVirtual().start(() -> out.set(writer.run("watch").out()));

        await().until(() -> writer.requests().size() >= 8);
        watching.interrupt();
        watching.join();

        assertThat(out.get())
                .containsOnlyOnce("open letters 0, groups 0, replays under way 1")
                .containsOnlyOnce("open letters 7, groups 1");
        assertThat(out.get()).containsOnlyOnce("r-1     running");
    }

    @Test
    void lettersAreReadAnewAlsoWhereThatRunsAlready() {
        String rebuild = "/api/v1/dead-letters/rebuild";
        writer.on("POST " + rebuild, 202, "{}")
                .on("POST " + rebuild, 409, "{\"code\":\"rebuild_running\",\"detail\":\"One runs.\"}")
                .on("GET " + rebuild, 200, "{\"state\":\"running\",\"read\":1,\"total\":2}")
                .on("GET " + rebuild, 200, "{\"state\":\"completed\",\"read\":2,\"total\":2}");

        assertThat(writer.run("rebuild").out())
                .isEqualToIgnoringNewLines("completed: 2 of 2 records of the topic read");
        assertThat(writer.run("rebuild").err()).contains("one is running already");
    }

    private static String replay(String state, int applied, int failed) {
        return """
                {"id":"r-1","dry_run":false,"state":"%s","by":"ada","created_at":"2026-11-21T07:00:00Z","total":3,
                 "pending":%d,"sent":0,"applied":%d,"failed":%d,"skipped":0,"undecided":0,"reasons":[%s]}""".formatted(
                        state,
                        3 - applied - failed,
                        applied,
                        failed,
                        failed == 0
                                ? ""
                                : "{\"failure\":\"poison/refused_by_store\",\"detail\":\"no\\u0007\",\"count\":"
                                        + failed + ",\"example\":\"a@1\"}");
    }
}
