package dev.tidemark.common.event;

import dev.tidemark.common.json.CanonicalJson;
import dev.tidemark.common.json.MalformedJsonException;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// What an event's `data` says, known to keep the contract's limits. Its canonical JSON is made when it is asked for;
/// until then it is the bytes it was read from, which it keeps alive.
public final class Contents {
    private static final String ABSENT = "null";

    private final Members data;

    Contents(Members data) {
        this.data = data;
    }

    /// All of it, as canonical JSON.
    public String whole() {
        return CanonicalJson.ofObject(data.canonical());
    }

    /// What the event's type gives no meaning of its own: canonical JSON by name.
    public SortedMap<String, String> attributes() {
        return Collections.unmodifiableSortedMap(new TreeMap<>(data.canonicalAttributes()));
    }

    /// An object of these members alone, where they are there, as canonical JSON.
    String only(String... names) {
        Map<String, String> some = data.canonical();
        some.keySet().retainAll(Set.of(names));
        some.values().removeIf(ABSENT::equals);
        return CanonicalJson.ofObject(some);
    }

    /// The members of one member's object, as canonical JSON by name; none when it is absent. What is no object is one
    /// member named `value`.
    SortedMap<String, String> membersOf(String name) {
        String value = data.canonical().getOrDefault(name, ABSENT);
        if (value.equals(ABSENT)) {
            return Collections.emptySortedMap();
        }
        try {
            return Collections.unmodifiableSortedMap(
                    value.startsWith("{")
                            ? new TreeMap<>(CanonicalJson.membersOf(value))
                            : new TreeMap<>(Map.of("value", value)));
        } catch (MalformedJsonException impossible) {
            throw new IllegalStateException("canonical JSON is no JSON", impossible);
        }
    }
}
