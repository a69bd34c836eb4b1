package dev.tidemark.writer.store;

import dev.tidemark.common.event.EventId;
import dev.tidemark.common.event.EventTime;
import dev.tidemark.common.json.BytewiseOrder;
import dev.tidemark.common.json.CanonicalJson;
import dev.tidemark.common.json.MalformedJsonException;
import dev.tidemark.common.merge.Registers;
import dev.tidemark.common.merge.Version;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/// Registers as the two columns in which they are kept, as PostgreSQL prints them.
///
/// @param values   values by name
/// @param versions by name the version as a text, which is ordered as it stands: microseconds since 1970 in 16 digits,
/// a
///                 space, the event's id
public record RegistersJson(String values, String versions) {
    private static final RegistersJson NONE = new RegistersJson("{}", "{}");
    private static final int DIGITS = 16;

    static RegistersJson of(Registers registers) {
        if (registers.byName().isEmpty()) {
            return NONE;
        }
        Map<String, String> values = HashMap.newHashMap(registers.byName().size());
        Map<String, String> versions = HashMap.newHashMap(registers.byName().size());
        registers.byName().forEach((name, version) -> {
            values.put(name, version.value());
            versions.put(name, text(version));
        });
        return new RegistersJson(CanonicalJson.ofObject(values), CanonicalJson.ofObject(versions));
    }

    /// The registers themselves.
    public Registers toRegisters() {
        if (values.equals(NONE.values)) {
            return Registers.NONE;
        }
        try {
            SortedMap<String, Version> byName = new TreeMap<>(BytewiseOrder.BYTEWISE);
            Map<String, String> byVersion = CanonicalJson.membersOf(versions);
            CanonicalJson.membersOf(values)
                    .forEach((name, value) ->
                            byName.put(name, version(Objects.requireNonNull(byVersion.get(name)), value)));
            return new Registers(byName);
        } catch (MalformedJsonException impossible) {
            throw new IllegalStateException("the store holds registers that are no JSON", impossible);
        }
    }

    /// The JSON text of a version, whose characters all stand for themselves.
    private static String text(Version version) {
        String micros = Long.toString(EventTime.toMicros(version.occurredAt()));
        return "\"" + "0".repeat(DIGITS - micros.length()) + micros + " "
                + version.event().value() + "\"";
    }

    private static Version version(String text, String value) {
        return new Version(
                EventTime.ofMicros(Long.parseLong(text, 1, 1 + DIGITS, 10)),
                new EventId(text.substring(DIGITS + 2, text.length() - 1)),
                value);
    }
}
