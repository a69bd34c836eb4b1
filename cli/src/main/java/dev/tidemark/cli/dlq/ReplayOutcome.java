package dev.tidemark.cli.dlq;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.cli.JsonLine;
import dev.tidemark.cli.Table;
import dev.tidemark.cli.Terminal;
import java.io.PrintWriter;

/// What became of a replay, or would become of it.
final class ReplayOutcome {
    private ReplayOutcome() {}

    /// Prints it, and why letters were not applied.
    ///
    /// @return the exit code: 0 when all of them were, or would be
    static int print(JsonNode replay, boolean json, PrintWriter out) {
        if (json) {
            out.println(JsonLine.of(replay));
        } else {
            out.println(summary(replay));
            printReasons(replay.path("reasons"), out);
        }
        long applied = replay.path("applied").asLong();
        return Text.of(replay, "state").equals("completed")
                        && applied == replay.path("total").asLong()
                ? 0
                : 1;
    }

    /// How many letters have no outcome yet.
    static long underWay(JsonNode replay) {
        return replay.path("pending").asLong() + replay.path("sent").asLong();
    }

    /// What became of its letters so far, in one line.
    static String summary(JsonNode replay) {
        boolean isDry = replay.path("dry_run").asBoolean();
        String outcomes = isDry
                ? "%s %s %s: of %,d letters %,d would be applied, %,d would fail, %,d would be skipped"
                : "%s %s %s: of %,d letters %,d applied, %,d failed, %,d skipped";
        return outcomes.formatted(
                        isDry ? "dry run" : "replay",
                        Terminal.safe(Text.of(replay, "id")),
                        Terminal.safe(Text.of(replay, "state")),
                        replay.path("total").asLong(),
                        replay.path("applied").asLong(),
                        replay.path("failed").asLong(),
                        replay.path("skipped").asLong())
                + more(replay.path("undecided").asLong(), "undecided")
                + more(underWay(replay), "without an outcome");
    }

    private static String more(long letters, String what) {
        return letters == 0 ? "" : ", %,d %s".formatted(letters, what);
    }

    private static void printReasons(JsonNode reasons, PrintWriter out) {
        if (reasons.isEmpty()) {
            return;
        }
        Table table = new Table("#letters", "failure", "for example", "detail");
        reasons.forEach(reason -> table.row(
                reason.path("count").asLong(),
                Text.of(reason, "failure"),
                Text.of(reason, "example"),
                Text.of(reason, "detail")));
        out.println();
        table.print(out);
    }
}
