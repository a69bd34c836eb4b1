package dev.tidemark.system.journey;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.tidemark.system.TestStack;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/// The operators' inbox in a real browser: dead letters by cause and one by one, their edits, and replays.
public final class InboxPage implements AutoCloseable {
    private final DashboardPage dashboard;
    private final Page page;

    private InboxPage(DashboardPage dashboard) {
        this.dashboard = dashboard;
        this.page = dashboard.page();
    }

    /// Opens the page, which is not signed in yet.
    public static InboxPage open(TestStack stack) {
        return new InboxPage(DashboardPage.open(stack));
    }

    /// Signs in by a button that a local stack offers, and goes to the causes.
    ///
    /// @param role `view` or `operate`
    public void signIn(String role) {
        page.getByTestId("sign-in-" + role).click();
        page.getByTestId("nav-dead-letters").click();
    }

    /// Leaves, so that somebody else can sign in.
    public void signOut() {
        page.locator(".sign-out").click();
    }

    /// The causes.
    public Locator groups() {
        return page.getByTestId("group");
    }

    /// The causes of a failure, as `<class>/<code>`.
    public Locator group(String failure) {
        return page.locator("[data-testid=group][data-failure=\"" + failure + "\"]");
    }

    /// The letters of the list that is open.
    public Locator letters() {
        return page.getByTestId("letter-row");
    }

    /// The letter that is open.
    public Locator letter() {
        return page.getByTestId("letter");
    }

    /// What names the letter that is open.
    public String origin() {
        return Objects.requireNonNull(letter().getAttribute("data-origin"));
    }

    /// Opens a letter by its link.
    public void openLetter(String origin) {
        page.evaluate(
                "hash => { location.hash = hash; }", "/letters/" + URLEncoder.encode(origin, StandardCharsets.UTF_8));
        letter().waitFor();
    }

    /// Edits the letter that is open and saves the edit.
    public void edit(String search, String replacement, String why) {
        page.getByTestId("edit").click();
        Locator text = page.getByTestId("editor-text");
        text.fill(text.inputValue().replace(search, replacement));
        page.getByTestId("editor").getByTestId("why").fill(why);
        page.getByTestId("save").click();
    }

    /// What the writer makes of the edit.
    public Locator verdict() {
        return page.getByTestId("verdict");
    }

    /// Tries out what is open.
    public void tryOut() {
        page.getByTestId("try-out").click();
    }

    /// Goes on from a dry run to the replay.
    public void replay(String why) {
        page.getByTestId("replay").click();
        page.getByTestId("replay-dialog").getByTestId("why").fill(why);
        page.getByTestId("replay-now").click();
    }

    /// The replay or dry run that is open.
    public Locator replay() {
        return page.getByTestId("replay-page");
    }

    /// What came of it, in a line.
    public Locator headline() {
        return page.getByTestId("headline");
    }

    /// Why letters would not be applied.
    public Locator reasons() {
        return page.getByTestId("reason");
    }

    /// Everything by which something can be done to letters, or seen of what their clients sent.
    public Locator whatOperatorsHave() {
        return page.locator("[data-testid=actions], [data-testid=payload], [data-testid=headers]");
    }

    /// The payload that is shown.
    public Locator payload() {
        return page.getByTestId("payload-text");
    }

    /// The page itself.
    public Page page() {
        return page;
    }

    /// The sessions, in the same browser.
    public DashboardPage sessions() {
        page.getByText("Sessions", new Page.GetByTextOptions().setExact(true)).click();
        return dashboard;
    }

    /// What the browser complained about.
    public List<String> errors() {
        return dashboard.errors();
    }

    /// Keeps a picture under `target/screenshots`.
    public void screenshot(String name) throws IOException {
        dashboard.screenshot(name);
    }

    @Override
    public void close() {
        dashboard.close();
    }
}
