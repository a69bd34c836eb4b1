package dev.tidemark.cli.dlq;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.cli.Api;
import dev.tidemark.cli.JsonLine;
import dev.tidemark.cli.Table;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `./tidemark dlq replays`.
@Command(name = "replays", description = "Replays and dry runs, newest first.")
final class ReplaysCommand extends LetterCommand {
    @Mixin
    private final PageOptions pages = new PageOptions();

    @Option(names = "--json", description = "Print JSON, one object a line.")
    private boolean json;

    private final Table table = newTable();

    @Override
    int run(Api api) {
        pages.read(api, "/api/v1/replays", "", "replays", this::print);
        return 0;
    }

    private boolean print(List<JsonNode> replays) {
        if (json) {
            replays.forEach(replay -> out().println(JsonLine.of(replay)));
        } else {
            replays.forEach(replay -> add(table, replay));
            table.print(out());
        }
        return !out().checkError();
    }

    /// A table of replays, without any.
    static Table newTable() {
        return new Table(
                "replay", "state", "kind", "#letters", "#applied", "#failed", "#skipped", "by", "begun", "why");
    }

    /// Adds a replay to such a table.
    static void add(Table table, JsonNode replay) {
        table.row(
                Text.of(replay, "id"),
                Text.of(replay, "state"),
                replay.path("dry_run").asBoolean() ? "dry run" : "replay",
                replay.path("total").asLong(),
                replay.path("applied").asLong(),
                replay.path("failed").asLong(),
                replay.path("skipped").asLong(),
                Text.of(replay, "by"),
                Text.time(replay, "created_at"),
                Text.of(replay, "why"));
    }
}
