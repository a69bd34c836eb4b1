package dev.tidemark.system.guarantee;

import java.util.List;

/// A promise, held against whatever a scenario does to the system.
sealed interface Guarantee permits NothingAcceptedIsLost, AppliedOnce, ExpressIsNotDelayed, NoFlood {
    /// All of them.
    static List<Guarantee> all() {
        return List.of(new NothingAcceptedIsLost(), new AppliedOnce(), new ExpressIsNotDelayed(), new NoFlood());
    }

    /// Watches the run while it has not settled yet.
    default void watch(Run run) {}

    /// Holds the promise against what the settled run left behind.
    void check(Run run);
}
