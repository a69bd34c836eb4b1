package dev.tidemark.cli.dlq;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.cli.Api;
import dev.tidemark.cli.Away;
import dev.tidemark.cli.Failure;
import dev.tidemark.cli.Progress;
import dev.tidemark.cli.Terminal;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.UnaryOperator;

/// Follows a replay. The writer does the work: whoever stops following stops nothing, and is told so.
///
/// @param api       the writer
/// @param err       where people are told how it goes
/// @param command   makes what to type of the words of a command
/// @param isForPeople whether anything is told
record Following(Api api, PrintWriter err, UnaryOperator<String> command, boolean isForPeople) {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /// Waits until it is completed or cancelled; while it is paused, too.
    ///
    /// @return the replay as it is then
    /// @throws Failure when nothing is heard of it for 2 minutes
    JsonNode toTheEnd(String id) throws InterruptedException {
        Thread farewell = new Thread(() -> err.println("\n" + farewell(command, id)));
        Runtime.getRuntime().addShutdownHook(farewell);
        try (Progress progress = Progress.begin("replay", "letters", 0, isForPeople)) {
            String before = "running";
            while (true) {
                JsonNode replay = look(id);
                String state = Text.of(replay, "state");
                if (state.equals("completed") || state.equals("cancelled")) {
                    return replay;
                }
                if (!state.equals(before)) {
                    tell("the replay is " + Terminal.safe(state)
                            + (state.equals("paused")
                                    ? "; " + command.apply("continue " + id) + " lets it go on"
                                    : ""));
                }
                before = state;
                progress.at(
                        replay.path("total").asLong() - ReplayOutcome.underWay(replay),
                        replay.path("total").asLong(),
                        " %,d failed".formatted(replay.path("failed").asLong()));
                Thread.sleep(BETWEEN_LOOKS);
            }
        } finally {
            forget(farewell);
        }
    }

    /// What is said to whom stops following.
    static String farewell(UnaryOperator<String> command, String id) {
        return "the replay goes on; %s follows it, %s stops it"
                .formatted(command.apply("watch " + id), command.apply("cancel " + id));
    }

    /// A writer that is started anew, or a store that is away, ends nothing.
    private JsonNode look(String id) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        boolean told = false;
        while (true) {
            try {
                return api.get("/api/v1/replays/" + Api.encode(id));
            } catch (Away away) {
                if (System.nanoTime() > deadline) {
                    throw new Failure(
                            away.getMessage() + "; " + command.apply("watch " + id) + " follows the replay again",
                            away);
                }
                if (!told) {
                    tell(away.getMessage() + "; still trying");
                    told = true;
                }
                Thread.sleep(BETWEEN_LOOKS);
            }
        }
    }

    private void tell(String what) {
        if (isForPeople) {
            err.println(what);
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // then it is said, and rightly so
        }
    }
}
