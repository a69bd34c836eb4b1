package dev.tidemark.writer.store;

import java.util.UUID;

/// A replay that somebody works on.
///
/// @param id       names it
/// @param isDryRun whether its letters are only tried out
/// @param rate     the most events a second
/// @param lane     `origin`, `express` or `bulk`
public record ReplayTask(UUID id, boolean isDryRun, int rate, String lane) {}
