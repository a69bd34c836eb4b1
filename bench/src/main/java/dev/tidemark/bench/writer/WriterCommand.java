package dev.tidemark.bench.writer;

import dev.tidemark.bench.PlainTable;
import dev.tidemark.bench.Progress;
import dev.tidemark.bench.ReportJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/// `./tidemark bench writer`.
@Command(
        name = "writer",
        description = "The writer beside Debezium's JDBC sink and PostgreSQL alone, before the same servers, in turn: "
                + "records a second from a preloaded topic to rows that can be seen.",
        mixinStandardHelpOptions = true)
public final class WriterCommand implements Callable<Integer> {
    private static final long EVENTS = 1_000_000;
    private static final long EXPRESS_EVENTS = 2_000_000;

    /// So that four laps and batches come out even.
    private static final long MULTIPLE = 4_000;

    @Option(
            names = "--events",
            paramLabel = "N",
            description = "How many events each workload has (default: 1000000; with --express, how many are queued: "
                    + "2000000).")
    private @Nullable Long events;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            description = "How often each is measured (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--workload",
            paramLabel = "W",
            converter = ByLabel.class,
            description = "a: all new, one event a session; b: four events a session; c: all updates. Can be repeated "
                    + "(default: all).")
    private List<Workload> workloads = List.of();

    @Option(
            names = "--sessions-before",
            paramLabel = "N",
            defaultValue = "0",
            description = "How many sessions are in the tables already; 10000000 say.")
    private long sessionsBefore;

    @Option(names = "--without-debezium", description = "Leave Debezium out.")
    private boolean withoutDebezium;

    @Option(
            names = "--express",
            description = "Measure something else: how long starts and ends take from HTTP to their rows while bulk "
                    + "events are queued.")
    private boolean express;

    @Option(
            names = "--with-liveness",
            description = "Let the writer find abandoned sessions and sum up minutes meanwhile, as it usually does.")
    private boolean withLiveness;

    @Option(names = "--json", description = "Print all of it as one JSON document.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    /// Finds a workload by its letter.
    static final class ByLabel implements ITypeConverter<Workload> {
        @Override
        public Workload convert(String label) {
            return Arrays.stream(Workload.values())
                    .filter(workload -> workload.label().equals(label))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("a workload is a, b or c, not " + label));
        }
    }

    @Override
    public Integer call() throws IOException, SQLException {
        long count = events != null ? events : express ? EXPRESS_EVENTS : EVENTS;
        if (count < MULTIPLE || count % MULTIPLE != 0) {
            throw new ParameterException(spec.commandLine(), "--events must be a multiple of " + MULTIPLE);
        }
        if (rounds < 1 || sessionsBefore < 0) {
            throw new ParameterException(spec.commandLine(), "there must be a round, at least");
        }
        var progress = new Progress(spec.commandLine().getErr());
        PrintWriter out = spec.commandLine().getOut();
        var table = new WriterTable(new PlainTable(out));
        if (express) {
            ExpressReport report = new ExpressBenchmark(count, withLiveness, progress).measure();
            if (json) {
                out.println(ReportJson.of(report));
            } else {
                table.print(report);
            }
        } else {
            WriterReport report = new WriterBenchmark(
                            count, rounds, workloads(), sessionsBefore, !withoutDebezium, withLiveness, progress)
                    .measure();
            if (json) {
                out.println(ReportJson.of(report));
            } else {
                table.print(report);
            }
        }
        return 0;
    }

    private SortedSet<Workload> workloads() {
        return new TreeSet<>(workloads.isEmpty() ? Arrays.asList(Workload.values()) : workloads);
    }
}
