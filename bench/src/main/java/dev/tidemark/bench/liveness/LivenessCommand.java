package dev.tidemark.bench.liveness;

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

/// `./tidemark bench liveness`.
@Command(
        name = "liveness",
        description = "Abandoned sessions: how long after their deadlines they are found among many that are open, "
                + "what that takes, and how soon the writer is back at it when it was away.",
        mixinStandardHelpOptions = true)
public final class LivenessCommand implements Callable<Integer> {
    @Option(
            names = "--sessions",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "How many sessions are open all the time (default: ${DEFAULT-VALUE}).")
    private long sessions;

    @Option(
            names = "--due",
            paramLabel = "N",
            defaultValue = "20000",
            description = "How many more become due within a minute, evenly (default: ${DEFAULT-VALUE}).")
    private long due;

    @Option(
            names = "--burst",
            paramLabel = "N",
            defaultValue = "50000",
            description = "How many more become due in the same moment (default: ${DEFAULT-VALUE}).")
    private long burst;

    @Option(names = "--json", description = "Print all of it as one JSON document.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, SQLException {
        if (sessions < 1 || due < 1 || burst < 1) {
            throw new ParameterException(spec.commandLine(), "there must be a session of each kind, at least");
        }
        var progress = new Progress(spec.commandLine().getErr());
        var out = spec.commandLine().getOut();
        LivenessReport report = new LivenessBenchmark(sessions, due, burst, progress).measure();
        if (json) {
            out.println(ReportJson.of(report));
        } else {
            new LivenessTable(new PlainTable(out)).print(report);
        }
        return 0;
    }
}
