package dev.tidemark.system.journey;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
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

    /// The number that a count card shows.
    public int count(String status) {
        return Integer.parseInt(
                Objects.requireNonNull(page.getByTestId("count-" + status).getAttribute("data-count")));
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
