package dev.tidemark.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `./tidemark status`.
@Command(
        name = "status",
        description =
                "Lag and rates per lane, retries, dead letters and the store's health. Exits with 1 when the store is away.",
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
    private static final Duration BETWEEN_SAMPLES = Duration.ofSeconds(1);

    @Mixin
    private final StackOption stackOption = new StackOption();

    @Option(names = "--json", description = "Print it as JSON: totals, whose differences over time are the rates.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        var out = spec.commandLine().getOut();
        try (Api api = stackOption.writer("tidemark-viewer")) {
            JsonNode before = api.get("/api/v1/status");
            if (json) {
                out.println(before.toPrettyString());
                return exitCode(before);
            }
            Thread.sleep(BETWEEN_SAMPLES);
            JsonNode now = api.get("/api/v1/status");
            out.printf("%-10s %14s %12s %12s %12s%n", "lane", "written", "lag", "in/s", "written/s");
            for (JsonNode lane : now.path("lanes")) {
                JsonNode earlier = laneOf(before, lane.path("lane").asText());
                out.printf(
                        "%-10s %,14d %,12d %,12d %,12d%n",
                        lane.path("lane").asText(),
                        lane.path("written").asLong(),
                        lane.path("lag").asLong(),
                        lane.path("accepted").asLong()
                                - earlier.path("accepted").asLong(),
                        lane.path("written").asLong() - earlier.path("written").asLong());
            }
            for (JsonNode lane : now.path("stopped")) {
                out.printf(
                        "%nlane %1$s is stopped by the flood breaker; when it is mended: ./tidemark dlq resume %1$s%n",
                        lane.asText());
            }
            out.printf("%nretries       %,d%n", now.path("retries_waiting").asLong());
            out.printf("dead letters  %,d%n", now.path("dead_letters").asLong());
            out.printf("store         %s%n", now.path("store").asText());
            return exitCode(now);
        }
    }

    private static int exitCode(JsonNode status) {
        return "up".equals(status.path("store").asText()) ? 0 : 1;
    }

    private static JsonNode laneOf(JsonNode status, String name) {
        for (JsonNode lane : status.path("lanes")) {
            if (lane.path("lane").asText().equals(name)) {
                return lane;
            }
        }
        return status.path("lanes").path(-1);
    }
}
