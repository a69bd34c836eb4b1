package dev.tidemark.writer.store;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/// What became of a letter in a replay or, in a dry run, what would become of it.
///
/// @param position its place in the replay
/// @param origin   names the letter
/// @param outcome  `pending`, `sent`, `applied`, `failed`, `skipped` or `undecided`
/// @param failure  `<class>/<code>`, where it failed
/// @param detail   why, for people
@RegisterForReflection
public record ReplayOutcome(
        @JsonIgnore long position,
        String origin,
        String outcome,
        @Nullable String failure,
        @Nullable String detail) {}
