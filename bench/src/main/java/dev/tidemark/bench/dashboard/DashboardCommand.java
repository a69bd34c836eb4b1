package dev.tidemark.bench.dashboard;

import dev.tidemark.bench.PlainTable;
import dev.tidemark.bench.Progress;
import dev.tidemark.bench.ReportJson;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `./tidemark bench dashboard`.
@Command(
        name = "dashboard",
        description =
                "The dashboard's calls among a million sessions and five million page visits: each list with each "
                        + "likely filter, timelines, charts, and a page's first view.",
        mixinStandardHelpOptions = true)
public final class DashboardCommand implements Callable<Integer> {
    @Option(
            names = "--sessions",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "How many sessions; five times as many page visits (default: ${DEFAULT-VALUE}).")
    private long sessions;

    @Option(names = "--json", description = "Print all of it as one JSON document.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, SQLException {
        if (sessions < StoredSessions.LEAST) {
            throw new ParameterException(spec.commandLine(), "--sessions must be at least " + StoredSessions.LEAST);
        }
        var out = spec.commandLine().getOut();
        var progress = new Progress(spec.commandLine().getErr());
        DashboardReport report = new DashboardBenchmark(sessions, progress).measure();
        if (json) {
            out.println(ReportJson.of(report));
        } else {
            report.print(new PlainTable(out));
        }
        return 0;
    }
}
