package dev.tidemark.common.event;

import java.util.SortedMap;

/// What an event's `data` says, known to keep the contract's limits. Its canonical JSON is made when it is asked for;
/// until then it is the bytes it was read from, which it keeps alive.
public final class Contents {
    private final Members data;

    Contents(Members data) {
        this.data = data;
    }

    /// All of it, as canonical JSON.
    public String whole() {
        return data.canonical();
    }

    /// What the event's type gives no meaning of its own: canonical JSON by name.
    public SortedMap<String, String> attributes() {
        return data.attributes();
    }

    /// An object of these members alone, where they are there, as canonical JSON.
    String only(String... names) {
        return data.canonicalOnly(names);
    }

    /// The members of one member's object, as canonical JSON by name; none when it is absent. What is no object is one
    /// member named `value`.
    SortedMap<String, String> membersOf(String name) {
        return data.membersOf(name);
    }
}
