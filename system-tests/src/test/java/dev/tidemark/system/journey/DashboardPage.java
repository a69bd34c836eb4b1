package dev.tidemark.system.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import dev.tidemark.system.TestStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The dashboard in a real browser: Debian's Chromium, or the one that `CHROMIUM` names.
public final class DashboardPage implements AutoCloseable {
    private final Playwright playwright;
    private final Browser browser;
    private final Page page;
    private final List<String> errors = new ArrayList<>();

    private DashboardPage() {
        this.playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        this.browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(
                                Path.of(Objects.requireNonNullElse(System.getenv("CHROMIUM"), "/usr/bin/chromium")))
                        .setArgs(List.of(
                                "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")));
        this.page = browser.newPage(new Browser.NewPageOptions().setViewportSize(1280, 800));
        page.onConsoleMessage(this::remember);
        page.onPageError(error -> errors.add("page error: " + error));
    }

    /// Opens the page of a stack, which is not signed in yet.
    public static DashboardPage open(TestStack stack) {
        return open(stack.ports().writerUrl());
    }

    /// Opens the page of a writer, which is not signed in yet.
    public static DashboardPage open(String writerUrl) {
        DashboardPage opened = new DashboardPage();
        opened.page.navigate(writerUrl);
        return opened;
    }

    /// Signs in by the button that a local stack offers.
    public void signIn() {
        page.getByTestId("sign-in-view").click();
        page.getByTestId("count-all").waitFor();
    }

    /// Signs in by pasting a token.
    public void signInWith(String token) {
        page.getByTestId("token-input").fill(token);
        page.getByTestId("token-submit").click();
        page.getByTestId("count-all").waitFor();
    }

    /// The number beside a status.
    public int count(String status) {
        return number("count-" + status);
    }

    /// The number that an element carries beside its words.
    public int number(String testId) {
        return Integer.parseInt(Objects.requireNonNull(page.getByTestId(testId).getAttribute("data-count")));
    }

    /// The row of a session; it may not be there yet.
    public Locator row(String session) {
        return page.locator("[data-testid=session-row][data-session=\"" + session + "\"]");
    }

    /// The statuses of all rows.
    public List<String> statusesListed() {
        return page.getByTestId("session-row").all().stream()
                .map(row -> Objects.requireNonNull(row.getAttribute("data-status")))
                .toList();
    }

    /// The page itself.
    public Page page() {
        return page;
    }

    /// What the browser complained about.
    public List<String> errors() {
        return List.copyOf(errors);
    }

    /// Keeps a picture under `target/screenshots`.
    public void screenshot(String name) throws IOException {
        Path folder = Files.createDirectories(Path.of("target", "screenshots"));
        page.screenshot(new Page.ScreenshotOptions().setPath(folder.resolve(name + ".png")));
    }

    /// Looks at it as it is by day on a desk, at night, on a phone and on a wall: each is kept as a picture, none may
    /// have what axe finds critical or serious, and none may be wider than its screen.
    public void inspect(String name) throws IOException {
        inspect(name, ColorScheme.DARK, 1280, 800);
        inspect(name + "-phone", ColorScheme.DARK, 390, 844);
        inspect(name + "-wall", ColorScheme.LIGHT, 2560, 1440);
        inspect(name, ColorScheme.LIGHT, 1280, 800);
    }

    private void inspect(String name, ColorScheme scheme, int width, int height) throws IOException {
        String picture = scheme == ColorScheme.DARK ? name + "-dark" : name;
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
        page.setViewportSize(width, height);
        screenshot(picture);
        assertThat(new AxeBuilder(page)
                        .setLegacyMode(true).analyze().getViolations().stream()
                                .filter(rule -> List.of("critical", "serious").contains(rule.getImpact()))
                                .map(Rule::toString))
                .as("%s: what stands in somebody's way", picture)
                .isEmpty();
        assertThat(page.evaluate("document.documentElement.scrollWidth - innerWidth"))
                .as("%s: how much wider it is than the screen", picture)
                .isEqualTo(0);
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }

    private void remember(ConsoleMessage message) {
        if (message.type().equals("error")) {
            errors.add(message.text());
        }
    }
}
