package dev.tidemark.common.event;

import java.util.Locale;
import java.util.Optional;

/// A client's wish about the lane of one event.
public enum Priority {
    /// Express.
    IMMEDIATE,
    /// Express.
    HIGH,
    /// Bulk.
    NORMAL,
    /// Bulk.
    LOW;

    /// The priority of this wire name (`immediate`, `high`, `normal`, `low`).
    static Optional<Priority> named(String name) {
        for (Priority priority : values()) {
            if (priority.name().toLowerCase(Locale.ROOT).equals(name)) {
                return Optional.of(priority);
            }
        }
        return Optional.empty();
    }

    /// The lane that an event of this priority takes, whatever its type.
    Lane lane() {
        return switch (this) {
            case IMMEDIATE, HIGH -> Lane.EXPRESS;
            case NORMAL, LOW -> Lane.BULK;
        };
    }
}
