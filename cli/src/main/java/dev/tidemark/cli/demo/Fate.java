package dev.tidemark.cli.demo;

import java.util.random.RandomGenerator;

/// What becomes of a session.
enum Fate {
    /// It ends, and says so at once.
    ENDS,
    /// It falls silent for good, and so is given up.
    FALLS_SILENT,
    /// It falls silent and is given up, and only then its end is heard of: which outweighs that it was given up.
    ENDS_LATE;

    /// Of ten sessions seven end, two fall silent and one ends late.
    static Fate drawn(RandomGenerator random) {
        int of10 = random.nextInt(10);
        return of10 < 7 ? ENDS : of10 < 9 ? FALLS_SILENT : ENDS_LATE;
    }
}
