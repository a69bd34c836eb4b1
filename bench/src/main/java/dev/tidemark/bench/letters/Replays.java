package dev.tidemark.bench.letters;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.bench.Pause;
import dev.tidemark.bench.writer.OperatorApi;
import dev.tidemark.bench.writer.WriterRig;
import dev.tidemark.cli.Failure;
import java.time.Duration;
import java.time.Instant;

/// Replays of whole groups, from the request to when the writer says that all was done: one clock has both.
record Replays(WriterRig rig, OperatorApi api, Inbox inbox) {
    private static final String REPLAYS = "/api/v1/replays";
    private static final int RATE = 20_000;
    /// A look counts all letters of the replay, so that looking often would be part of the figure.
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /// Tries all letters of a set out.
    Run tryOut(LetterSet set, long letters) {
        return run(set, letters, "\"dry_run\": true");
    }

    /// Sends all letters of a set again.
    Run send(LetterSet set, long letters) {
        return run(set, letters, "\"rate\": " + RATE + ", \"why\": \"benchmark\"");
    }

    private Run run(LetterSet set, long letters, String how) {
        String order = "{\"selection\": {\"group\": \"%s\"}, %s}".formatted(inbox.fingerprint(set), how);
        Run.Begun begun = Run.begin(rig);
        JsonNode replay = follow(api.create(REPLAYS, order));
        requireAsExpected(replay, set, letters);
        return begun.end(letters, Instant.parse(replay.path("finished_at").textValue()));
    }

    private JsonNode follow(JsonNode created) {
        JsonNode replay = created;
        long since = System.nanoTime();
        while (is(replay, "running")) {
            Pause.of(BETWEEN_LOOKS);
            JsonNode now = api.read(REPLAYS + "/" + replay.path("id").textValue());
            if (!now.equals(replay)) {
                since = System.nanoTime();
            } else if (System.nanoTime() - since > PATIENCE.toNanos()) {
                throw new Failure("for %d s a replay has not got on: %s. %s"
                        .formatted(PATIENCE.toSeconds(), replay, rig.trouble()));
            }
            replay = now;
        }
        return replay;
    }

    private void requireAsExpected(JsonNode replay, LetterSet set, long letters) {
        JsonNode reasons = replay.path("reasons");
        boolean isAsExpected = is(replay, "completed")
                && replay.path("total").longValue() == letters
                && (set.refusal() == null
                        ? replay.path("applied").longValue() == letters && reasons.isEmpty()
                        : replay.path("failed").longValue() == letters
                                && !reasons.isEmpty()
                                && reasons.valueStream().allMatch(reason -> set.refusal()
                                        .equals(reason.path("failure").textValue())));
        if (!isAsExpected) {
            throw new Failure("of %,d letters (%s) it was expected that %s; so there is no figure: %s. %s"
                    .formatted(
                            letters,
                            set,
                            set.refusal() == null ? "all are applied" : "all fail with " + set.refusal(),
                            replay,
                            rig.trouble()));
        }
    }

    private static boolean is(JsonNode replay, String state) {
        return state.equals(replay.path("state").textValue());
    }
}
