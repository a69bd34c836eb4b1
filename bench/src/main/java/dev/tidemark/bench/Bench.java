package dev.tidemark.bench;

import dev.tidemark.bench.dashboard.DashboardCommand;
import dev.tidemark.bench.ingest.IngestCommand;
import dev.tidemark.bench.letters.LettersCommand;
import dev.tidemark.bench.liveness.LivenessCommand;
import dev.tidemark.bench.page.PageCommand;
import dev.tidemark.bench.writer.WriterCommand;
import dev.tidemark.cli.Tidemark;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `./tidemark bench`: measures what this machine gets out of Tidemark, beside what it gets out of the parts alone.
@Command(
        name = "tidemark bench",
        description = "Measures Tidemark beside its ceilings, in one run on this machine (docs/benchmark.md).",
        subcommands = {
            IngestCommand.class,
            WriterCommand.class,
            LettersCommand.class,
            LivenessCommand.class,
            DashboardCommand.class,
            PageCommand.class
        },
        mixinStandardHelpOptions = true)
public final class Bench implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    private Bench() {}

    /// Runs one measurement. Exit codes as those of `./tidemark`.
    public static void main(String[] args) {
        System.exit(Tidemark.commandLine(new Bench()).execute(args));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which measurement? One of those below");
    }
}
