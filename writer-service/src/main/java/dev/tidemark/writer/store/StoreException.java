package dev.tidemark.writer.store;

import dev.tidemark.writer.batch.Failure;
import java.sql.SQLException;

/// A batch was not written, and nothing of it was.
public final class StoreException extends Exception {
    private final Failure failure;

    private StoreException(Failure failure, SQLException cause) {
        super(cause);
        this.failure = failure;
    }

    /// Whose fault it is.
    public Failure failure() {
        return failure;
    }

    /// Classes 22 (data exception), 23 (integrity constraint violation) and 54 (program limit exceeded: a value too
    /// large
    /// for its index or its type) are the event's fault, all others are the store's.
    ///
    /// @see <a href="https://www.postgresql.org/docs/18/errcodes-appendix.html">PostgreSQL: error codes</a>
    static StoreException of(SQLException refused) {
        String state = refused.getSQLState();
        boolean isTheEventsFault =
                state != null && (state.startsWith("22") || state.startsWith("23") || state.startsWith("54"));
        return new StoreException(
                isTheEventsFault
                        ? new Failure.Poison(
                                "refused_by_store", "the store refuses it: " + SqlStates.name(state), state)
                        : new Failure.Outage("the store says " + state + ": " + refused.getMessage()),
                refused);
    }
}
