package dev.tidemark.system.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.assertions.LocatorAssertions;
import dev.tidemark.system.TestStack;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class InboxTest {
    private static final String REFUSED = "poison/refused_by_store";
    private static final String HOSTILE = """
            <script>window.taken = true</script><img src=x onerror="window.taken = true">\u202Eevil\u0007""";

    private static final double PATIENCE_MS = 60_000;
    private static final LocatorAssertions.HasCountOptions COUNTED =
            new LocatorAssertions.HasCountOptions().setTimeout(PATIENCE_MS);
    private static final LocatorAssertions.HasAttributeOptions ENDED =
            new LocatorAssertions.HasAttributeOptions().setTimeout(PATIENCE_MS);

    @AutoClose
    private final TestStack stack = TestStack.up();

    @AutoClose
    private final InboxPage page = InboxPage.open(stack);

    @Test
    void anOperatorFindsWhyEventsDiedMendsOneAndReplaysIt() throws Exception {
        // Three causes, ten letters each
        stack.cli("send", "--faults", "30").requireSuccess();
        page.signIn("operate");
        assertThat(page.groups()).hasCount(3, COUNTED);
        for (var group : page.groups().all()) {
            assertThat(group).hasAttribute("data-open", "10", ENDED);
        }
        page.screenshot("inbox-causes");

        // As they are, none would succeed
        page.group(REFUSED).click();
        assertThat(page.letters()).hasCount(10, COUNTED);
        page.screenshot("inbox-letters");
        page.tryOut();
        assertThat(page.replay()).hasAttribute("data-state", "completed", ENDED);
        assertThat(page.headline()).hasText("None would succeed");
        assertThat(page.reasons().first()).hasAttribute("data-failure", REFUSED);
        assertThat(page.replay()).hasAttribute("data-failed", "10");
        page.screenshot("inbox-dry-run");

        // One is mended: the character that the store refuses is taken out
        page.reasons().first().locator("a").click();
        assertThat(page.letter()).hasAttribute("data-status", "open", ENDED);
        String origin = page.origin();
        page.edit("\\u0000", "", "took the null character out");
        assertThat(page.verdict()).hasAttribute("data-ok", "true");
        page.screenshot("inbox-edited");
        page.tryOut();
        assertThat(page.replay()).hasAttribute("data-state", "completed", ENDED);
        assertThat(page.headline()).hasText("It would succeed");

        // It is replayed, and its session is there
        page.replay("the title is mended");
        assertThat(page.replay()).hasAttribute("data-dry-run", "false", ENDED);
        assertThat(page.replay()).hasAttribute("data-state", "completed", ENDED);
        assertThat(page.headline()).hasText("It is applied");
        page.screenshot("inbox-replayed");
        page.openLetter(origin);
        assertThat(page.letter()).hasAttribute("data-status", "applied", ENDED);
        String session = stack.sql("SELECT session_id FROM session WHERE user_id = 'faulty'");
        assertThat(page.sessions().row(session)).isVisible();

        // What anybody can have sent is text
        stack.sendToBulk(HOSTILE);
        page.page().getByTestId("nav-dead-letters").click();
        assertThat(page.groups()).hasCount(4, COUNTED);
        page.groups().first().click();
        page.letters().first().click();
        assertThat(page.payload()).containsText("<script>window.taken = true</script>");
        assertThat(page.payload()).containsText("U+202E");
        assertThat(page.page().locator("#app script, #app img")).hasCount(0);
        assertThat(page.page().evaluate("() => window.taken")).isNull();
        page.screenshot("inbox-hostile");

        // Who may only look sees neither payloads nor buttons
        page.signOut();
        page.signIn("view");
        assertThat(page.page().getByTestId("viewer-note")).isVisible();
        page.openLetter(origin);
        assertThat(page.letter()).hasAttribute("data-status", "applied", ENDED);
        assertThat(page.whatOperatorsHave()).hasCount(0);
        page.screenshot("inbox-viewer");
        assertThat(page.errors()).isEmpty();
    }
}
