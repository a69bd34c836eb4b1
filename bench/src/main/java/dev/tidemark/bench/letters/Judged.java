package dev.tidemark.bench.letters;

import java.util.Locale;

/// A figure, and what it should be.
///
/// @param goal in words
/// @param met  whether it is
record Judged(double figure, String goal, boolean met) {
    static Judged atLeast(double least, double figure) {
        return new Judged(figure, String.format(Locale.ROOT, ">= %,.0f", least), figure >= least);
    }

    static Judged below(double bound, double figure) {
        return new Judged(figure, String.format(Locale.ROOT, "< %,.0f", bound), figure < bound);
    }

    /// Whether it is, for people.
    String verdict() {
        return met ? "met" : "not met";
    }
}
