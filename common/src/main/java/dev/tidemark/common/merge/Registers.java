package dev.tidemark.common.merge;

import static dev.tidemark.common.json.BytewiseOrder.BYTEWISE;

import dev.tidemark.common.event.EventId;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Named values, each of which the later write wins, whatever the order of arrival.
///
/// @param byName the values with their versions, names in bytewise order
public record Registers(SortedMap<String, Version> byName) {
    /// No values.
    public static final Registers NONE = new Registers(Collections.emptySortedMap());

    public Registers {
        byName = Collections.unmodifiableSortedMap(byName);
    }

    /// The values that one event writes.
    public static Registers written(Instant occurredAt, EventId event, Map<String, String> values) {
        if (values.isEmpty()) {
            return NONE;
        }
        SortedMap<String, Version> byName = new TreeMap<>(BYTEWISE);
        values.forEach((name, value) -> byName.put(name, new Version(occurredAt, event, value)));
        return new Registers(byName);
    }

    /// Both, name by name the greater version.
    public Registers merge(Registers other) {
        if (byName.isEmpty() || other.byName.isEmpty()) {
            return byName.isEmpty() ? other : this;
        }
        SortedMap<String, Version> merged = new TreeMap<>(BYTEWISE);
        merged.putAll(byName);
        other.byName.forEach((name, version) -> merged.merge(name, version, (a, b) -> a.compareTo(b) >= 0 ? a : b));
        return new Registers(merged);
    }

    /// The values of the `most` smallest names. What is dropped can never come back, since names only grow in number.
    public Registers smallest(int most) {
        if (byName.size() <= most) {
            return this;
        }
        SortedMap<String, Version> kept = new TreeMap<>(BYTEWISE);
        byName.entrySet().stream().limit(most).forEach(entry -> kept.put(entry.getKey(), entry.getValue()));
        return new Registers(kept);
    }

    /// When the first of them was written, or null when there are no values.
    public @Nullable Instant oldest() {
        return byName.values().stream()
                .map(Version::occurredAt)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    /// When the last of them was written, or null when there are no values.
    public @Nullable Instant newest() {
        return byName.values().stream()
                .map(Version::occurredAt)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }
}
