package dev.tidemark.writer.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidemark.common.event.EventId;
import dev.tidemark.common.event.EventTime;
import dev.tidemark.common.json.BytewiseOrder;
import dev.tidemark.common.json.CanonicalJson;
import dev.tidemark.common.json.MalformedJsonException;
import dev.tidemark.common.merge.Registers;
import dev.tidemark.common.merge.Version;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Registers as the two columns in which they are kept: values by name, and `[microseconds, event id]` by name.
final class RegistersJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private RegistersJson() {}

    static String values(Registers registers) {
        Map<String, String> values = HashMap.newHashMap(registers.byName().size());
        registers.byName().forEach((name, version) -> values.put(name, version.value()));
        return CanonicalJson.ofObject(values);
    }

    static String versions(Registers registers) {
        Map<String, String> versions = HashMap.newHashMap(registers.byName().size());
        registers
                .byName()
                .forEach((name, version) -> versions.put(
                        name,
                        "[" + EventTime.toMicros(version.occurredAt()) + ", \""
                                + version.event().value() + "\"]"));
        return CanonicalJson.ofObject(versions);
    }

    /// Texts by number, as an object.
    static String ofTexts(Map<Integer, String> texts) {
        return JSON.valueToTree(texts).toString();
    }

    static Registers read(String values, String versions) {
        if (values.equals("{}")) {
            return Registers.NONE;
        }
        try {
            SortedMap<String, Version> byName = new TreeMap<>(BytewiseOrder.BYTEWISE);
            JsonNode byVersion = JSON.readTree(versions);
            CanonicalJson.membersOf(values).forEach((name, value) -> {
                JsonNode version = byVersion.path(name);
                byName.put(
                        name,
                        new Version(
                                EventTime.ofMicros(version.path(0).longValue()),
                                new EventId(version.path(1).textValue()),
                                value));
            });
            return new Registers(byName);
        } catch (JsonProcessingException | MalformedJsonException impossible) {
            throw new IllegalStateException("the store holds registers that are no JSON", impossible);
        }
    }
}
