package dev.tidemark.bench;

import java.util.Locale;

/// A figure, and what it should be.
///
/// @param goal in words
/// @param met  whether it is
public record Judged(double figure, String goal, boolean met) {
    /// It should be so much, or more.
    public static Judged atLeast(double least, double figure) {
        return new Judged(figure, String.format(Locale.ROOT, ">= %,.0f", least), figure >= least);
    }

    /// It should be less than that.
    public static Judged below(double bound, double figure) {
        return new Judged(figure, String.format(Locale.ROOT, "< %,.0f", bound), figure < bound);
    }

    /// Whether it is, for people.
    public String verdict() {
        return met ? "met" : "not met";
    }
}
