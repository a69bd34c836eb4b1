package dev.tidemark.cli.dlq;

import dev.tidemark.cli.Api;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `./tidemark dlq resume`.
@Command(
        name = "resume",
        description =
                "Lets a lane go on that the flood breaker stopped (./tidemark status says so). Mend what was wrong "
                        + "first: what is still refused stops it again.")
final class ResumeCommand extends LetterCommand {
    /// A lane that can be stopped.
    private enum Lane {
        EXPRESS,
        BULK;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Parameters(paramLabel = "LANE", description = "One of ${COMPLETION-CANDIDATES}.")
    private Lane lane = Lane.BULK;

    @Option(
            names = "--let-through",
            paramLabel = "N",
            defaultValue = "0",
            description = "Let about so many dead letters pass before the breaker counts again.")
    private long letThrough;

    @Option(names = "--why", paramLabel = "TEXT", description = "For what reason, for the audit.")
    private @Nullable String why;

    @Override
    int run(Api api) {
        if (letThrough < 0) {
            throw wrong("--let-through is not negative");
        }
        api.order(
                "/api/v1/lanes/" + lane + "/resume",
                Api.JSON.createObjectNode().put("let_through", letThrough).put("why", why));
        out().printf("lane %s goes on%n", lane);
        return 0;
    }
}
