package dev.tidemark.common.json;

/// JSON that no store could hold. The message says why, and never quotes it.
public final class UnstorableJsonException extends RuntimeException {
    /// Why a value cannot be held.
    public enum Reason {
        /// An unpaired surrogate, a number of too many digits.
        CONTENT,
        /// A name stands twice in one object.
        DUPLICATE_NAME,
        /// It is longer than it may be.
        LENGTH
    }

    private final Reason reason;

    UnstorableJsonException(Reason reason, String what) {
        super(what, null, false, false);
        this.reason = reason;
    }

    /// Why.
    public Reason reason() {
        return reason;
    }
}
