package dev.tidemark.writer.batch;

import dev.tidemark.common.topic.Origin;
import java.util.UUID;

/// An event that a replay sent again.
///
/// @param replay which replay
/// @param origin which event
public record Replayed(UUID replay, Origin origin) {}
