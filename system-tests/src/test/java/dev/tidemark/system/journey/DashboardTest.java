package dev.tidemark.system.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.assertions.LocatorAssertions;
import dev.tidemark.system.TestStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class DashboardTest {
    private static final LocatorAssertions.HasAttributeOptions WITHIN_2_S =
            new LocatorAssertions.HasAttributeOptions().setTimeout(2_000);
    private static final LocatorAssertions.HasAttributeOptions AFTER_A_RESTART =
            new LocatorAssertions.HasAttributeOptions().setTimeout(30_000);
    private static final Pattern STARTED = Pattern.compile("([0-9,]+) started");
    private static final int CROWD = 10_000;
    private static final int REPOSITORIES = 8;
    private static final int STILL_OPEN = 2_500;

    @AutoClose
    private final TestStack stack = TestStack.up();

    @AutoClose
    private final DashboardPage page = DashboardPage.open(stack);

    @Test
    void aSessionIsFollowedToItsEndThenFoundAgainInACrowdAndThePageSaysWhenItKnowsNothingMore() throws Exception {
        anEmptyDashboardHelps();
        aSessionIsShownFromItsStartToItsEndWithoutAReload();
        assertThat(page.errors()).isEmpty();
        aCrowdOfSessionsIsCountedDrawnAndSearched();
        assertThat(page.errors()).isEmpty();
        whileTheWriterIsAwayThePageSaysSo();
    }

    private void anEmptyDashboardHelps() throws Exception {
        page.inspect("sign-in");
        page.signIn();
        assertThat(page.page().getByTestId("empty")).containsText("/api/v1/events");
        page.inspect("empty");
    }

    private void aSessionIsShownFromItsStartToItsEndWithoutAReload() throws Exception {
        // A session begins
        assertThat(stack.post("user-1", event("s1", "s1.start", "session.started", "{\"repo_owner\": \"quarkusio\"}"))
                        .statusCode())
                .isEqualTo(202);
        assertThat(page.row("s1")).hasAttribute("data-status", "in_progress", WITHIN_2_S);
        assertThat(page.count("in_progress")).isOne();
        assertThat(page.number("now-active")).isOne();

        // It visits a page, which its timeline shows as it comes
        page.row("s1").click();
        stack.post(
                "user-1",
                event(
                        "s1",
                        "s1.visit",
                        "page.visited",
                        "{\"url\": \"https://example.org/\", \"title\": \"<b>Example</b>\"}"));
        assertThat(page.page().getByTestId("page-visit")).containsText("<b>Example</b>");
        stack.post("user-1", event("s1", "s1.activity", "session.activity", "{\"kind\": \"scroll\"}"));
        assertThat(page.page().getByTestId("timeline").locator("[data-kind=activity]"))
                .isVisible();

        // It ends
        stack.post("user-1", event("s1", "s1.end", "session.ended", "{\"duration_seconds\": 12}"));
        assertThat(page.row("s1")).hasAttribute("data-status", "completed", WITHIN_2_S);
        assertThat(page.count("in_progress")).isZero();
        assertThat(page.count("completed")).isOne();
        assertThat(page.number("now-active")).isZero();
        page.inspect("ended");
        page.page().getByTestId("close").click();
    }

    private void aCrowdOfSessionsIsCountedDrawnAndSearched() throws Exception {
        stack.cli("send", crowd().toString()).requireSuccess();
        await().atMost(Duration.ofSeconds(60)).until(() -> page.count("all") == CROWD + 1);
        await().atMost(Duration.ofSeconds(60)).until(() -> page.number("now-active") == STILL_OPEN);

        // Its minutes are drawn as they are summed
        page.page().locator(".plots").focus();
        await().atMost(Duration.ofSeconds(60)).until(this::highestBar, starts -> starts > CROWD / 12);
        assertThat(page.page().getByTestId("pipeline")).hasAttribute("data-weight", "well");
        assertThat(page.page().getByTestId("repository")).hasCount(REPOSITORIES);
        page.inspect("crowd");
        page.page().getByTestId("hours-24").click();
        assertThat(page.page().getByTestId("charts")).containsText("The last 24 hours");
        page.inspect("crowd-of-a-day");

        // A repository, a status and the beginning of a name are in the address, and narrow the list
        page.page().locator("[data-repository='owner-3/repo-3'] a").click();
        page.page().locator("label[data-status=completed]").click();
        assertThat(page.page()).hasURL(Pattern.compile("repository=owner-3%2Frepo-3"));
        assertThat(page.page().getByTestId("divider")).hasCount(0);
        await().until(() -> page.statusesListed().size() == 50
                && page.statusesListed().stream().allMatch("completed"::equals));
        page.page().getByTestId("load-more").click();
        assertThat(page.page().getByTestId("divider")).isVisible();
        await().until(() -> page.statusesListed().size() > 50);
        page.page().getByTestId("search").fill("crowd-9003");
        page.page().keyboard().press("Enter");
        assertThat(page.page().getByTestId("session-row")).hasCount(1);
        page.page().reload();
        assertThat(page.row("crowd-9003")).isVisible();
        page.inspect("found");
        page.page().goBack();
        await().until(() -> page.statusesListed().size() >= 50);
    }

    private void whileTheWriterIsAwayThePageSaysSo() throws Exception {
        page.page().navigate(stack.ports().writerUrl());
        await().until(() -> page.count("all") == CROWD + 1);
        stack.kill("writer");
        assertThat(page.page().getByTestId("connection")).hasAttribute("data-state", "disconnected", WITHIN_2_S);
        assertThat(page.page().getByTestId("connection")).containsText("What you see is of");
        page.inspect("disconnected");
        stack.post("user-1", event("s2", "s2.start", "session.started", "{}"));
        stack.cli("up", "--detach").requireSuccess();
        assertThat(page.row("s2")).hasAttribute("data-status", "in_progress", AFTER_A_RESTART);
        assertThat(page.page().getByTestId("connection")).hasAttribute("data-state", "live");
    }

    /// The most starts of a minute, as somebody reads them who moves through the bars by keys.
    private int highestBar() {
        page.page().keyboard().press("End");
        return IntStream.range(0, 15)
                .map(_ -> {
                    page.page().keyboard().press("ArrowLeft");
                    Matcher started =
                            STARTED.matcher(page.page().getByTestId("readout").textContent());
                    return started.find() ? Integer.parseInt(started.group(1).replace(",", "")) : 0;
                })
                .max()
                .orElseThrow();
    }

    /// Sessions of the last ten minutes, of which the newest go on.
    private static Path crowd() throws IOException {
        Instant newest = Instant.now().truncatedTo(ChronoUnit.MINUTES).minusSeconds(60);
        Stream<String> lines = IntStream.range(0, CROWD).boxed().flatMap(number -> {
            Instant start = newest.minusMillis(number * 60L);
            Stream<String> started =
                    Stream.of(line(number, "start", "session.started", start, """
                    {"repo_owner": "owner-%1$d", "repo_name": "repo-%1$d"}""".formatted(number % REPOSITORIES)));
            return number < STILL_OPEN
                    ? started
                    : Stream.concat(
                            started,
                            Stream.of(line(
                                    number,
                                    "end",
                                    "session.ended",
                                    start.plusSeconds(30),
                                    "{\"duration_seconds\": 30}")));
        });
        return Files.write(Files.createDirectories(Path.of("target")).resolve("crowd.ndjson"), lines.toList());
    }

    private static String line(int number, String what, String type, Instant when, String data) {
        return """
                {"id": "crowd-%1$d.%2$s", "type": "%3$s", "session_id": "crowd-%1$d", "user": "user-%4$d", "occurred_at": "%5$s", "data": %6$s}""".formatted(number, what, type, number % 25, when, data);
    }

    private static String event(String session, String id, String type, String data) {
        return """
                {"id": "%s", "type": "%s", "session_id": "%s", "occurred_at": "%s", "data": %s}""".formatted(id, type, session, Instant.now(), data);
    }
}
