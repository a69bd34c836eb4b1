package dev.tidemark.bench.writer;

import java.util.Locale;

/// What there is to write.
enum Workload {
    /// Each session anew.
    A("all new: one event a session"),
    /// A quarter inserts, three quarters updates.
    B("four events a session, a lap over all after the other"),
    /// The sessions of [#A] once more.
    C("all updates: each event changes a row that is there");

    private final String description;

    Workload(String description) {
        this.description = description;
    }

    /// Its letter.
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    String description() {
        return description;
    }

    /// So many events of it.
    Span span(long events) {
        return switch (this) {
            case A -> new Span(events, 0, 1);
            case B -> new Span(events / 4, 0, 4);
            case C -> new Span(events, 1, 1);
        };
    }
}
