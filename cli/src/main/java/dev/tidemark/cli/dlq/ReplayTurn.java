package dev.tidemark.cli.dlq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.cli.Api;
import dev.tidemark.cli.JsonLine;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Pauses a replay, lets it go on, or ends it.
abstract class ReplayTurn extends LetterCommand {
    @Parameters(paramLabel = "ID", description = "The replay, as replays has it.")
    private String id = "";

    @Option(names = "--why", paramLabel = "TEXT", description = "For what reason, for the audit.")
    private @Nullable String why;

    @Option(names = "--json", description = "Print the replay as JSON.")
    private boolean json;

    private final String call;

    /// @param call what the API calls it
    ReplayTurn(String call) {
        this.call = call;
    }

    @Override
    final int run(Api api) {
        ObjectNode body = Api.JSON.createObjectNode().put("why", why);
        JsonNode replay = api.order("/api/v1/replays/" + Api.encode(id) + "/" + call, body);
        out().println(json ? JsonLine.of(replay) : ReplayOutcome.summary(replay));
        return 0;
    }

    /// `./tidemark dlq pause`.
    @Command(name = "pause", description = "Pauses a replay. What was sent already comes to its end.")
    static final class Pause extends ReplayTurn {
        Pause() {
            super("pause");
        }
    }

    /// `./tidemark dlq continue`.
    @Command(name = "continue", description = "Lets a replay go on that was paused.")
    static final class Continue extends ReplayTurn {
        Continue() {
            super("resume");
        }
    }

    /// `./tidemark dlq cancel`.
    @Command(
            name = "cancel",
            description = "Ends a replay. What was sent already comes to its end; what was not stays open.")
    static final class Cancel extends ReplayTurn {
        Cancel() {
            super("cancel");
        }
    }
}
