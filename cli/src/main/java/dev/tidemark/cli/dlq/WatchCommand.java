package dev.tidemark.cli.dlq;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.cli.Api;
import dev.tidemark.cli.Away;
import dev.tidemark.cli.Table;
import dev.tidemark.cli.Terminal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `./tidemark dlq watch`.
@Command(
        name = "watch",
        description =
                "Follows a replay to its end; without ID the inbox, its groups and the replays that run, until Ctrl-C. "
                        + "Where standard output is no terminal, the inbox is a line for each change.")
final class WatchCommand extends LetterCommand {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final String CLEAR = "\u001b[H\u001b[2J";
    private static final int SHOWN_GROUPS = 20;

    @Parameters(paramLabel = "ID", arity = "0..1", description = "The replay, as replays has it.")
    private @Nullable String id;

    @Option(names = "--json", description = "With ID: print the replay as JSON once it has ended, and no progress.")
    private boolean json;

    @Override
    int run(Api api) throws InterruptedException {
        if (id != null) {
            JsonNode end = new Following(api, err(), this::command, !json).toTheEnd(id);
            return ReplayOutcome.print(end, json, out());
        }
        if (json) {
            throw wrong("--json is for one replay; groups --json and replays --json have the rest");
        }
        Set<String> before = new HashSet<>();
        while (!out().checkError()) {
            List<String> now = look(api);
            if (Terminal.isOutput()) {
                out().print(CLEAR);
                now.forEach(out()::println);
            } else {
                now.stream().filter(line -> !before.contains(line)).forEach(this::printWithTime);
            }
            before.clear();
            before.addAll(now);
            out().flush();
            Thread.sleep(BETWEEN_LOOKS);
        }
        return 0;
    }

    /// What there is to see now. A writer that is away for a moment ends nothing.
    private static List<String> look(Api api) {
        try {
            return lines(
                    items(api.get("/api/v1/dead-letters/groups?status=open"), "groups"),
                    items(api.get("/api/v1/replays?limit=100"), "replays"));
        } catch (Away away) {
            return List.of(away.getMessage());
        }
    }

    private static List<String> lines(List<JsonNode> groups, List<JsonNode> replays) {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        long open =
                groups.stream().mapToLong(group -> group.path("open").asLong()).sum();
        List<JsonNode> underWay = replays.stream()
                .filter(replay -> List.of("running", "paused").contains(Text.of(replay, "state")))
                .toList();
        out.printf("open letters %,d, groups %,d, replays under way %,d%n", open, groups.size(), underWay.size());
        if (!groups.isEmpty()) {
            out.println();
            GroupsCommand.table(groups.subList(0, Math.min(groups.size(), SHOWN_GROUPS)), "open")
                    .print(out);
        }
        if (!underWay.isEmpty()) {
            out.println();
            Table table = ReplaysCommand.newTable();
            underWay.forEach(replay -> ReplaysCommand.add(table, replay));
            table.print(out);
        }
        out.flush();
        return text.toString().lines().toList();
    }

    private static List<JsonNode> items(JsonNode answer, String name) {
        List<JsonNode> items = new ArrayList<>();
        answer.path(name).forEach(items::add);
        return items;
    }

    private void printWithTime(String line) {
        if (!line.isBlank()) {
            out().println(Instant.now().truncatedTo(ChronoUnit.SECONDS) + "  " + line);
        }
    }
}
