package dev.tidemark.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `./tidemark rebuild`.
@Command(
        name = "rebuild",
        description = "Writes the events of the lanes again that were received since a moment, beside live traffic. "
                + "Always safe: what is in the store already stays as it is. The writer does it; this command watches, and "
                + "without --from watches the one that runs.",
        mixinStandardHelpOptions = true)
final class RebuildCommand implements Callable<Integer> {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    @Mixin
    private final StackOption stackOption = new StackOption();

    @Option(names = "--from", paramLabel = "TIME", description = "RFC 3339, for example 2026-11-21T07:00:00Z.")
    private @Nullable String from;

    @Option(names = "--cancel", description = "Stop the one that runs. What it has written stays.")
    private boolean cancel;

    @Option(names = "--json", description = "Print how it ended as JSON, and no progress.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        try (Api api = stackOption.writer("tidemark-operator")) {
            if (cancel) {
                api.delete("/api/v1/rebuild");
            } else if (from != null) {
                start(api, from);
            }
            JsonNode end = watch(api);
            print(end);
            return end.path("state").asText().equals("completed") ? 0 : 1;
        }
    }

    private void start(Api api, String time) {
        try {
            Instant since = Instant.parse(time);
            api.order("/api/v1/rebuild", Api.JSON.createObjectNode().put("from", since.toString()));
        } catch (DateTimeException notATime) {
            throw new ParameterException(
                    spec.commandLine(), "--from is no time: " + time + "; write it like 2026-11-21T07:00:00Z");
        }
    }

    private JsonNode watch(Api api) throws InterruptedException {
        try (Progress progress = Progress.begin("written", "events", 0, !json)) {
            while (true) {
                JsonNode state = api.get("/api/v1/rebuild");
                if (!state.path("state").asText().equals("running")) {
                    return state;
                }
                progress.at(state.path("done").asLong(), state.path("total").asLong(), "");
                Thread.sleep(BETWEEN_LOOKS);
            }
        }
    }

    private void print(JsonNode end) {
        if (json) {
            spec.commandLine().getOut().println(end.toPrettyString());
            return;
        }
        spec.commandLine()
                .getOut()
                .printf(
                        "%s: %,d of %,d events since %s written again; %,d are dead letters already%n",
                        end.path("state").asText(),
                        end.path("done").asLong() - end.path("not_applied").asLong(),
                        end.path("total").asLong(),
                        end.path("from").asText(),
                        end.path("not_applied").asLong());
    }
}
