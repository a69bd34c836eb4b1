package dev.tidemark.writer.store;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Letters that died of the same.
///
/// @param fingerprint names it
/// @param failure     `<class>/<code>`
/// @param type        of the events
/// @param message     what was the matter, without what differs from letter to letter
/// @param open        how many wait for an operator
/// @param discarded   how many were discarded
/// @param applied     how many were applied after all
@RegisterForReflection
public record LetterGroup(
        String fingerprint,
        String failure,
        @Nullable String type,
        String message,
        long open,
        long discarded,
        long applied,
        Instant firstFailedAt,
        Instant lastFailedAt) {}
