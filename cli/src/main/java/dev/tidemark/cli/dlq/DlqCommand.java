package dev.tidemark.cli.dlq;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `./tidemark dlq`: dead letters.
@Command(
        name = "dlq",
        description = "Dead letters: events that the store will never take as they are.",
        subcommands = {
            GroupsCommand.class,
            ListCommand.class,
            ShowCommand.class,
            EditCommand.class,
            DiscardCommand.class,
            RestoreCommand.class,
            ReplayCommand.class,
            ReplaysCommand.class,
            WatchCommand.class,
            ReplayTurn.Pause.class,
            ReplayTurn.Continue.class,
            ReplayTurn.Cancel.class,
            AuditCommand.class,
            RebuildLettersCommand.class,
            ResumeCommand.class,
        },
        mixinStandardHelpOptions = true)
public final class DlqCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command? One of those below");
    }
}
