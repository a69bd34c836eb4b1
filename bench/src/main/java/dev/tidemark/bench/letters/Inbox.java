package dev.tidemark.bench.letters;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.bench.Pause;
import dev.tidemark.bench.writer.HeldBacklog;
import dev.tidemark.bench.writer.OperatorApi;
import dev.tidemark.bench.writer.Tables;
import dev.tidemark.bench.writer.WriterRig;
import dev.tidemark.cli.Failure;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/// The inbox, as an operator sees it fill.
///
/// @param records what comes into it
record Inbox(WriterRig rig, OperatorApi api, Tables tables, LetterRecords records) {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /// Lets letters that are on their topic already into the inbox.
    Run fill(LetterSet set, long letters) throws SQLException {
        try (HeldBacklog held =
                HeldBacklog.fill(rig.bootstrapServers(), records.span(set, letters), place -> records.of(set, place))) {
            if (group(set).isPresent()) {
                throw new Failure("letters came before they were released, so that there is no figure");
            }
            tables.settle();
            Run.Begun begun = Run.begin(rig);
            held.release();
            awaitOpen(set, letters);
            Run run = begun.end(letters);
            requireAll(set, letters);
            return run;
        }
    }

    /// What names the group of a set.
    String fingerprint(LetterSet set) {
        return group(set)
                .map(group -> group.path("fingerprint").textValue())
                .orElseThrow(() -> new Failure("the inbox has no group of letters that say " + set.detail()));
    }

    private void awaitOpen(LetterSet set, long letters) {
        long seen = 0;
        long since = System.nanoTime();
        while (seen < letters) {
            Pause.of(BETWEEN_LOOKS);
            long open = group(set).map(group -> group.path("open").longValue()).orElse(0L);
            if (open > seen) {
                since = System.nanoTime();
            } else if (System.nanoTime() - since > PATIENCE.toNanos()) {
                throw new Failure("of %,d letters the inbox has %,d, and then came none for %d s. %s"
                        .formatted(letters, seen, PATIENCE.toSeconds(), rig.trouble()));
            }
            seen = open;
        }
    }

    private void requireAll(LetterSet set, long letters) throws SQLException {
        long rows = set.count(tables, "open");
        if (rows != letters) {
            throw new Failure("of %,d letters %,d are rows, so that there is no figure. %s"
                    .formatted(letters, rows, rig.trouble()));
        }
    }

    private Optional<JsonNode> group(LetterSet set) {
        for (JsonNode group :
                api.read("/api/v1/dead-letters/groups?status=open").path("groups")) {
            if (set.detail().equals(group.path("message").textValue())) {
                return Optional.of(group);
            }
        }
        return Optional.empty();
    }
}
