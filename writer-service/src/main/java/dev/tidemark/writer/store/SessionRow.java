package dev.tidemark.writer.store;

import dev.tidemark.common.merge.SessionState;
import dev.tidemark.writer.batch.Batch.SessionKey;

/// A session as it stands committed.
///
/// @param key   which
/// @param state all that is known of it
public record SessionRow(SessionKey key, SessionState state) {}
