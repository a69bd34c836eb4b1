package dev.tidemark.bench.page;

import dev.tidemark.bench.PlainTable;
import dev.tidemark.bench.Progress;
import dev.tidemark.bench.ReportJson;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `./tidemark bench page`.
@Command(
        name = "page",
        description =
                "How soon the end of a session is seen: from its POST to the changed row in an open page, also beside "
                        + "bulk events and subscribers of the live stream, and how many of both it takes until that "
                        + "is too late.",
        mixinStandardHelpOptions = true)
public final class PageCommand implements Callable<Integer> {
    @Option(
            names = "--ends-per-second",
            paramLabel = "N",
            defaultValue = "20",
            description = "How many sessions start a second, and how many end (default: ${DEFAULT-VALUE}).")
    private long endsPerSecond;

    @Option(
            names = "--bulk",
            paramLabel = "N",
            defaultValue = "5000",
            description = "How many bulk events come a second beside them (default: ${DEFAULT-VALUE}).")
    private long bulk;

    @Option(
            names = "--subscribers",
            paramLabel = "N",
            defaultValue = "100",
            description = "How many subscribers the live stream has beside the page (default: ${DEFAULT-VALUE}).")
    private int subscribers;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "60",
            description = "How long it is quiet, and how long it is not (default: ${DEFAULT-VALUE}).")
    private long seconds;

    @Option(
            names = "--seconds-per-step",
            paramLabel = "N",
            defaultValue = "15",
            description = "How long each step takes in which there are more bulk events, or more subscribers (default: "
                    + "${DEFAULT-VALUE}).")
    private long secondsPerStep;

    @Option(names = "--without-steps", description = "Do not look for how much it takes until it is too late.")
    private boolean withoutSteps;

    @Option(
            names = "--without-browser",
            description = "Measure at subscribers alone, as is done where there is no Chromium; CHROMIUM names one.")
    private boolean withoutBrowser;

    @Option(names = "--json", description = "Print all of it as one JSON document.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, SQLException {
        if (endsPerSecond < 1 || bulk < Bulk.BATCH || subscribers < 1 || seconds < 1 || secondsPerStep < 1) {
            throw new ParameterException(
                    spec.commandLine(), "there must be " + Bulk.BATCH + " bulk events at least, and one of all else");
        }
        var progress = new Progress(spec.commandLine().getErr());
        var out = spec.commandLine().getOut();
        Path chromium = withoutBrowser ? null : OpenPage.browser().orElse(null);
        PageReport report = new PageBenchmark(
                        endsPerSecond,
                        new Condition(bulk, subscribers, Duration.ofSeconds(seconds)),
                        step(),
                        chromium,
                        progress)
                .measure();
        if (json) {
            out.println(ReportJson.of(report));
        } else {
            new PageTable(new PlainTable(out)).print(report);
        }
        return 0;
    }

    private @Nullable Duration step() {
        return withoutSteps ? null : Duration.ofSeconds(secondsPerStep);
    }
}
