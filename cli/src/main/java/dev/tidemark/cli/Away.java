package dev.tidemark.cli;

import org.jspecify.annotations.Nullable;

/// A service does not answer, or says that it cannot work now: waiting may help.
public final class Away extends Failure {
    Away(String message, @Nullable Throwable cause) {
        super(message);
        if (cause != null) {
            initCause(cause);
        }
    }
}
