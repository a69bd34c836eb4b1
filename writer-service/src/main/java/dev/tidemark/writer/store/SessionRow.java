package dev.tidemark.writer.store;

import dev.tidemark.common.merge.Registers;
import dev.tidemark.common.merge.SessionState;
import dev.tidemark.writer.batch.Batch.SessionKey;

/// A session as it stands committed. Attributes stay as the store prints them, since most of them are only passed on.
///
/// @param key        which
/// @param bare       all that is known of it but its attributes
/// @param attributes those
public record SessionRow(SessionKey key, SessionState bare, RegistersJson attributes) {
    static SessionRow of(SessionKey key, SessionState state) {
        return new SessionRow(key, state.with(Registers.NONE), RegistersJson.of(state.attributes()));
    }

    /// All that is known of it.
    public SessionState state() {
        return bare.with(attributes.toRegisters());
    }
}
