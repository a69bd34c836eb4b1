package dev.tidemark.cli.dlq;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `./tidemark dlq discard`.
@Command(
        name = "discard",
        description =
                "Discards letters that are not to be applied. They stay in the inbox as discarded, and restore opens "
                        + "them again. Of many, only open ones are discarded.")
final class DiscardCommand extends DecisionCommand {
    @Option(names = "--why", paramLabel = "TEXT", required = true, description = "For what reason, for the audit.")
    private String why = "";

    DiscardCommand() {
        super("discard", "discarded", Status.OPEN);
    }

    @Override
    String why() {
        return why;
    }
}
