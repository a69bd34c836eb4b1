package dev.tidemark.cli.dlq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.cli.Api;
import dev.tidemark.cli.JsonLine;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `./tidemark dlq replay`.
@Command(
        name = "replay",
        description =
                "Sends open letters again, or tries out what would become of them, and follows that to its end. The "
                        + "writer does it: it goes on when this command is stopped. Exits with 1 unless all were, or would be, "
                        + "applied.")
final class ReplayCommand extends LetterCommand {
    /// On which lane letters are sent.
    private enum Lane {
        ORIGIN,
        EXPRESS,
        BULK
    }

    @Mixin
    private final SelectionOptions selection = new SelectionOptions();

    @Mixin
    private final Confirmation confirmation = new Confirmation();

    @Option(names = "--dry-run", description = "Only try them out: nothing is written.")
    private boolean dryRun;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "500",
            description = "The most letters a second, from 1 to 20,000 (default: ${DEFAULT-VALUE}).")
    private int rate;

    @Option(
            names = "--lane",
            paramLabel = "LANE",
            defaultValue = "origin",
            description = "The lane they go on: origin, which is the one they came from, express or bulk (default: "
                    + "${DEFAULT-VALUE}).")
    private Lane lane = Lane.ORIGIN;

    @Option(
            names = "--cap",
            paramLabel = "N",
            defaultValue = "5",
            description = "Leave out letters that were replayed so often already (default: ${DEFAULT-VALUE}).")
    private int cap;

    @Option(names = "--why", paramLabel = "TEXT", description = "For what reason, for the audit; a dry run needs none.")
    private @Nullable String why;

    @Option(names = "--detach", description = "Print the replay's id and return; dlq watch follows it.")
    private boolean detach;

    @Option(names = "--json", description = "Print the replay as JSON, and no progress.")
    private boolean json;

    @Override
    int run(Api api) throws InterruptedException {
        JsonNode selected = selection.json();
        if (!dryRun && (why == null || why.isBlank())) {
            throw wrong("a replay needs a reason: --why TEXT (or --dry-run, which needs none)");
        }
        if (!dryRun && !confirmation.isGiven()) {
            confirmation.require("replay", selection.count(api, Status.OPEN), err());
        }
        JsonNode replay = api.order("/api/v1/replays", order(selected));
        if (detach) {
            out().println(json ? JsonLine.of(replay) : Text.of(replay, "id"));
            return 0;
        }
        return ReplayOutcome.print(follow(api, replay), json, out());
    }

    private ObjectNode order(JsonNode selected) {
        return Api.JSON
                .createObjectNode()
                .put("dry_run", dryRun)
                .put("rate", rate)
                .put("lane", lane.name().toLowerCase(Locale.ROOT))
                .put("cap", cap)
                .put("why", why)
                .set("selection", selected);
    }

    private JsonNode follow(Api api, JsonNode replay) throws InterruptedException {
        return new Following(api, err(), this::command, !json).toTheEnd(Text.of(replay, "id"));
    }
}
