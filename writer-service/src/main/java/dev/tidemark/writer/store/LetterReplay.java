package dev.tidemark.writer.store;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;

/// A replay that had a letter.
///
/// @param id        names the replay
/// @param state     of the replay
/// @param outcome   what became of the letter in it, as [ReplayOutcome] says
/// @param by        who asked for it
/// @param createdAt when
@RegisterForReflection
public record LetterReplay(UUID id, String state, String outcome, String by, Instant createdAt) {}
