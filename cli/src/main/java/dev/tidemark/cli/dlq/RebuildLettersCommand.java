package dev.tidemark.cli.dlq;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.cli.Api;
import dev.tidemark.cli.JsonLine;
import dev.tidemark.cli.Progress;
import dev.tidemark.cli.Refusal;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `./tidemark dlq rebuild`.
@Command(
        name = "rebuild",
        description =
                "Reads all letters from the topic anew, beside the usual work; what was decided stays. The writer does "
                        + "it; this command watches, also one that runs already.")
final class RebuildLettersCommand extends LetterCommand {
    private static final String REBUILD = "/api/v1/dead-letters/rebuild";
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
    private static final int CONFLICT = 409;

    @Option(names = "--json", description = "Print how it ended as JSON, and no progress.")
    private boolean json;

    @Override
    int run(Api api) throws InterruptedException {
        begin(api);
        JsonNode end = watch(api);
        String state = Text.of(end, "state");
        out().println(
                        json
                                ? JsonLine.of(end)
                                : "%s: %,d of %,d records of the topic read"
                                        .formatted(
                                                state,
                                                end.path("read").asLong(),
                                                end.path("total").asLong()));
        return state.equals("completed") ? 0 : 1;
    }

    private void begin(Api api) {
        try {
            api.order(REBUILD, Api.JSON.createObjectNode());
        } catch (Refusal refusal) {
            if (refusal.status() != CONFLICT) {
                throw refusal;
            }
            err().println("one is running already; this is how it goes");
        }
    }

    private JsonNode watch(Api api) throws InterruptedException {
        try (Progress progress = Progress.begin("read", "records", 0, !json)) {
            while (true) {
                JsonNode state = api.get(REBUILD);
                if (!Text.of(state, "state").equals("running")) {
                    return state;
                }
                progress.at(state.path("read").asLong(), state.path("total").asLong(), "");
                Thread.sleep(BETWEEN_LOOKS);
            }
        }
    }
}
