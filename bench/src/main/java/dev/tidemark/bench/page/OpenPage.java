package dev.tidemark.bench.page;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import dev.tidemark.cli.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The dashboard in a real browser, as whoever clicks on *View* sees it. The page itself notes when a row shows the end
/// of its session, in the task that follows the frame in which that was drawn. To be used by one thread alone.
final class OpenPage implements AutoCloseable {
    /// Runs in the page before its own scripts. The clock is that of the machine, in milliseconds.
    private static final String NOTE_COMPLETED = """
            (() => {
              const known = new Set();
              let noted = [];
              const rows = '[data-testid=session-row][data-status=completed]';

              function look() {
                const shown = [...document.querySelectorAll(rows)]
                  .map((row) => row.dataset.session)
                  .filter((session) => !known.has(session));
                if (shown.length === 0) return;
                shown.forEach((session) => known.add(session));
                requestAnimationFrame(() => {
                  const drawn = new MessageChannel();
                  drawn.port1.onmessage = () => {
                    const now = Date.now();
                    noted.push(...shown.map((session) => [session, now]));
                    drawn.port1.close();
                  };
                  drawn.port2.postMessage(null);
                });
              }

              new MutationObserver(look).observe(document, {
                subtree: true,
                childList: true,
                attributes: true,
                attributeFilter: ['data-status'],
              });
              window.takeNoted = () => {
                const taken = noted;
                noted = [];
                return taken;
              };
            })();""";

    private static final int WIDTH = 1280;
    private static final int HEIGHT = 800;

    private final Playwright playwright;
    private final ProcessHandle driver;
    private final Browser browser;
    private final Page page;

    private OpenPage(Playwright playwright, ProcessHandle driver, Browser browser) {
        this.playwright = playwright;
        this.driver = driver;
        this.browser = browser;
        this.page = browser.newPage(new Browser.NewPageOptions().setViewportSize(WIDTH, HEIGHT));
    }

    /// The browser of this machine: the one that `CHROMIUM` names, or else Debian's.
    static Optional<Path> browser() {
        Path chromium = Path.of(Objects.requireNonNullElse(System.getenv("CHROMIUM"), "/usr/bin/chromium"));
        return Optional.of(chromium).filter(Files::isExecutable);
    }

    /// Opens the page of this writer in a browser with a fresh profile, and signs in.
    static OpenPage open(Path chromium, String writerUrl) {
        Set<Long> before = children();
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        try {
            ProcessHandle driver = ProcessHandle.current()
                    .children()
                    .filter(child -> !before.contains(child.pid()))
                    .findFirst()
                    .orElseThrow(() -> new Failure("Playwright has started no process"));
            OpenPage opened = new OpenPage(playwright, driver, launch(playwright, chromium));
            opened.signIn(writerUrl);
            return opened;
        } catch (RuntimeException failed) {
            playwright.close();
            throw failed;
        }
    }

    private static Browser launch(Playwright playwright, Path chromium) {
        return playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium)
                        .setArgs(List.of(
                                "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")));
    }

    private void signIn(String writerUrl) {
        page.addInitScript(NOTE_COMPLETED);
        page.navigate(writerUrl);
        page.getByTestId("sign-in-view").click();
        page.getByTestId("count-all").waitFor();
    }

    /// When rows showed that their sessions were completed, since this was asked last: by session, in microseconds
    /// since
    /// 1970.
    Map<String, Long> takeSeen() {
        Map<String, Long> seen = new HashMap<>();
        if (page.evaluate("() => window.takeNoted()") instanceof List<?> noted) {
            for (Object note : noted) {
                if (note instanceof List<?> pair
                        && pair.getFirst() instanceof String session
                        && pair.getLast() instanceof Number millis) {
                    seen.put(session, (long) (millis.doubleValue() * 1_000));
                }
            }
        }
        return seen;
    }

    /// The browser's version.
    String version() {
        return "Chromium " + browser.version();
    }

    /// What drives the browser, which is all that it has started.
    ProcessHandle driver() {
        return driver;
    }

    private static Set<Long> children() {
        return ProcessHandle.current().children().map(ProcessHandle::pid).collect(Collectors.toSet());
    }

    @Override
    public void close() {
        try (playwright) {
            browser.close();
        }
    }
}
