package dev.tidemark.bench.ingest;

import dev.tidemark.bench.PlainTable;
import dev.tidemark.bench.Progress;
import dev.tidemark.bench.ReportJson;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `./tidemark bench ingest`.
@Command(
        name = "ingest",
        description = "The ingest service beside Kafka's ProducerPerformance, both before the same broker, in turn: "
                + "events a second in batches, single events a second and their latency.",
        mixinStandardHelpOptions = true)
public final class IngestCommand implements Callable<Integer> {
    @Option(
            names = "--seconds-per-run",
            paramLabel = "S",
            defaultValue = "10",
            description = "How long each run takes (default: ${DEFAULT-VALUE}).")
    private int secondsPerRun;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description = "How often each is measured (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--soak-events",
            paramLabel = "N",
            defaultValue = "0",
            description = "Then send so many more events in batches and watch the service's memory; 10000000 say.")
    private long soakEvents;

    @Option(names = "--json", description = "Print all of it as one JSON document.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (secondsPerRun < 1 || rounds < 1 || soakEvents < 0) {
            throw new ParameterException(spec.commandLine(), "there must be a second and a round, at least");
        }
        var progress = new Progress(spec.commandLine().getErr());
        var out = spec.commandLine().getOut();
        IngestReport report =
                new IngestBenchmark(Duration.ofSeconds(secondsPerRun), rounds, soakEvents, progress).measure();
        if (json) {
            out.println(ReportJson.of(report));
        } else {
            new IngestTable(new PlainTable(out)).print(report);
        }
        return 0;
    }
}
