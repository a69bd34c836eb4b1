package dev.tidemark.system.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import dev.tidemark.system.TestStack;
import java.time.Instant;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class DashboardTest {
    private static final LocatorAssertions.HasAttributeOptions WITHIN_2_S =
            new LocatorAssertions.HasAttributeOptions().setTimeout(2_000);

    @AutoClose
    private final TestStack stack = TestStack.up();

    @AutoClose
    private final DashboardPage page = DashboardPage.open(stack);

    @Test
    void aSessionThatEndedIsShownAsEndedWithinTwoSecondsWithoutAReload() throws Exception {
        // An empty dashboard helps
        page.screenshot("sign-in");
        page.signIn();
        assertThat(page.page().getByTestId("empty")).containsText("/api/v1/events");
        page.screenshot("empty");

        // A session begins
        assertThat(stack.post("user-1", event("s1.start", "session.started", "{\"repo_owner\": \"quarkusio\"}"))
                        .statusCode())
                .isEqualTo(202);
        assertThat(page.row("s1")).hasAttribute("data-status", "in_progress", WITHIN_2_S);
        assertThat(page.count("in_progress")).isOne();

        // It visits a page, which its detail shows as it comes
        page.row("s1").click();
        stack.post(
                "user-1",
                event(
                        "s1.visit",
                        "page.visited",
                        "{\"url\": \"https://example.org/\", \"title\": \"<b>Example</b>\"}"));
        assertThat(page.page().getByTestId("page-visit")).containsText("<b>Example</b>");

        // It ends
        stack.post("user-1", event("s1.end", "session.ended", "{\"duration_seconds\": 12}"));
        assertThat(page.row("s1")).hasAttribute("data-status", "completed", WITHIN_2_S);
        assertThat(page.count("in_progress")).isZero();
        assertThat(page.count("completed")).isOne();
        page.screenshot("ended");
        page.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        page.page().setViewportSize(390, 844);
        page.screenshot("ended-dark-phone");
        assertThat(page.errors()).isEmpty();
    }

    private static String event(String id, String type, String data) {
        return """
                {"id": "%s", "type": "%s", "session_id": "s1", "occurred_at": "%s", "data": %s}""".formatted(id, type, Instant.now(), data);
    }
}
