package dev.tidemark.writer.store;

import org.jspecify.annotations.Nullable;

/// Who decides something, and why.
///
/// @param who the subject of the operator's token
/// @param why as the operator put it
public record By(String who, @Nullable String why) {}
