package dev.tidemark.bench.page;

import java.time.Duration;
import java.util.Locale;

/// What goes on beside the ends.
///
/// @param bulk        events a second
/// @param subscribers of the live stream, beside the page
/// @param time        how long
record Condition(long bulk, int subscribers, Duration time) {
    /// The same with so many bulk events a second.
    Condition withBulk(long perSecond) {
        return new Condition(perSecond, subscribers, time);
    }

    /// The same with so many subscribers.
    Condition withSubscribers(int number) {
        return new Condition(bulk, number, time);
    }

    /// What it is, for people.
    String what() {
        return String.format(Locale.ROOT, "%,d bulk/s, %,d subscribers", bulk, subscribers);
    }
}
