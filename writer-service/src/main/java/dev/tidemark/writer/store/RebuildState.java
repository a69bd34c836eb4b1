package dev.tidemark.writer.store;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;

/// How far a rebuild is.
///
/// @param from       from when on events are written again
/// @param state      `running`, `completed`, `cancelled`, `failed`, or `died` when its instance is silent
/// @param total      how many records there are
/// @param done       how many of them were read and dealt with
/// @param notApplied how many of these could not be written: dead letters that are there already
/// @param startedBy  who started it
/// @param startedAt  when
/// @param updatedAt  when it was last heard of
@RegisterForReflection
public record RebuildState(
        Instant from,
        String state,
        long total,
        long done,
        long notApplied,
        String startedBy,
        Instant startedAt,
        Instant updatedAt) {}
