package dev.tidemark.cli;

import dev.tidemark.cli.dlq.DlqCommand;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The root command. Exit codes: 0 done, 1 not done (the message says why), 2 called wrongly.
@Command(
        name = "tidemark",
        description = "Runs and operates Tidemark.",
        subcommands = {
            UpCommand.class,
            DownCommand.class,
            DlqCommand.class,
            KeysCommand.class,
            RebuildCommand.class,
            SendCommand.class,
            StatusCommand.class,
            TokenCommand.class,
            TopicsCommand.class,
        },
        footer = {
            "",
            "Also: ./tidemark test [--long] builds everything and runs every test.",
            "      ./tidemark images builds the container images.",
            "      ./tidemark bench ingest measures the service beside what Kafka itself can do here."
        },
        mixinStandardHelpOptions = true,
        version = "tidemark 0.1.0")
public final class Tidemark implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    private Tidemark() {}

    /// Runs one command.
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /// All commands.
    public static CommandLine commandLine() {
        return commandLine(new Tidemark());
    }

    /// A command line that reads its arguments and tells of failures as all of ours do.
    public static CommandLine commandLine(Object root) {
        return new CommandLine(root)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, _) -> explain(failure, command.getErr()));
    }

    private static int explain(Exception failure, PrintWriter err) {
        if (failure instanceof Failure explained) {
            err.println("tidemark: " + explained.getMessage());
        } else {
            err.println("tidemark: this is a bug in tidemark itself; please report it with the lines below");
            failure.printStackTrace(err);
        }
        return CommandLine.ExitCode.SOFTWARE;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command? One of those below");
    }
}
