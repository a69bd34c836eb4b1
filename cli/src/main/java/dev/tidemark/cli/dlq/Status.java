package dev.tidemark.cli.dlq;

import java.util.Locale;

/// What was decided about a letter.
enum Status {
    OPEN,
    DISCARDED,
    APPLIED;

    /// As the API writes it.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
