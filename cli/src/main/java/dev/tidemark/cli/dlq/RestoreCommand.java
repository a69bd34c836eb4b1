package dev.tidemark.cli.dlq;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `./tidemark dlq restore`.
@Command(name = "restore", description = "Opens discarded letters again.")
final class RestoreCommand extends DecisionCommand {
    @Option(names = "--why", paramLabel = "TEXT", description = "For what reason, for the audit.")
    private @Nullable String why;

    RestoreCommand() {
        super("restore", "restored", Status.DISCARDED);
    }

    @Override
    @Nullable
    String why() {
        return why;
    }
}
