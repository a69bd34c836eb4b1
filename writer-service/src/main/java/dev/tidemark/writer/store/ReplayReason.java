package dev.tidemark.writer.store;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/// Why letters of a replay were not applied.
///
/// @param outcome `failed`, `skipped` or `undecided`
/// @param failure `<class>/<code>`; null where it did not fail
/// @param detail  the same for people
/// @param count   how many
/// @param example one of them
@RegisterForReflection
public record ReplayReason(
        String outcome, @Nullable String failure, @Nullable String detail, long count, String example) {}
