package dev.tidemark.writer.store;

import dev.tidemark.common.merge.SessionState;
import dev.tidemark.writer.batch.Batch.SessionKey;

/// Rows that no store holds.
public final class SessionRows {
    private SessionRows() {}

    /// A session as it would stand in its row.
    public static SessionRow of(SessionKey key, SessionState state) {
        return SessionRow.of(key, state);
    }
}
