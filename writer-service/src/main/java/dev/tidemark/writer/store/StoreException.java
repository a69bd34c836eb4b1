package dev.tidemark.writer.store;

import dev.tidemark.writer.batch.Failure;
import java.sql.SQLException;
import java.util.Objects;

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

    /// What went wrong beneath somebody who does not say it in terms of the store.
    ///
    /// @throws RuntimeException when that was not the store
    static StoreException of(RuntimeException failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException refused) {
                return of(refused);
            }
        }
        throw failed;
    }

    /// The table of the contract: what class of state is whose fault.
    ///
    /// @see <a href="https://www.postgresql.org/docs/18/errcodes-appendix.html">PostgreSQL: error codes</a>
    static StoreException of(SQLException refused) {
        return new StoreException(failure(Objects.requireNonNullElse(refused.getSQLState(), "")), refused);
    }

    /// The same for a state alone.
    static Failure failure(String state) {
        String detail = "the store says " + SqlStates.name(state);
        return switch (state) {
            case "40001", "40P01" -> new Failure.Conflict("store_conflict", detail, state);
            case "55P03", "57014" -> new Failure.Timeout("store_timeout", detail, state);
            default ->
                state.startsWith("22") || state.startsWith("23")
                        ? new Failure.Poison("refused_by_store", detail, state)
                        : new Failure.Outage("store_unavailable", detail, state);
        };
    }
}
