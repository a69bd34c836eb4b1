package dev.tidemark.writer.store;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// How far a replay is. Of a dry run, the outcomes are those that would come of it.
///
/// @param id         names it
/// @param number     grows from replay to replay
/// @param dryRun     whether its letters are only tried out
/// @param state      `running`, `paused`, `cancelled` or `completed`
/// @param selection  which letters, as it was asked for
/// @param rate       the most events a second
/// @param lane       `origin`, `express` or `bulk`
/// @param cap        letters that were replayed so often are left out
/// @param by         who asked for it
/// @param why        as they put it
/// @param total      letters that were selected
/// @param pending    of these, those that are still to be sent
/// @param sent       those that Kafka has, and of which the writer has said nothing yet
/// @param applied    those that the writer applied
/// @param failed     those that are dead again
/// @param skipped    those that were left out
/// @param undecided  of a dry run, those whose rows somebody else held
@RegisterForReflection
public record ReplayState(
        UUID id,
        @JsonIgnore long number,
        boolean dryRun,
        String state,
        JsonNode selection,
        int rate,
        String lane,
        int cap,
        String by,
        @Nullable String why,
        Instant createdAt,
        @Nullable Instant finishedAt,
        long total,
        long pending,
        long sent,
        long applied,
        long failed,
        long skipped,
        long undecided) {}
