package dev.tidemark.writer.store;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/// Why letters of a replay were not applied.
///
/// @param failure `<class>/<code>`; null where it was left out
/// @param detail  the same for people
/// @param letters how many
/// @param example one of them
@RegisterForReflection
public record ReplayReason(
        @Nullable String failure, @Nullable String detail, long letters, String example) {}
