package dev.tidemark.common.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.common.event.Decoded.Code;
import dev.tidemark.common.event.EventReader.Flaw;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The members of one JSON object, each taken as what it must be, or a [Flaw] that names it. A null counts as absent.
///
/// What nobody asked for is an attribute.
final class Members {
    /// The most attributes an event may carry.
    static final int MAX_ATTRIBUTES = 64;
    /// The longest attribute name, in bytes of UTF-8.
    static final int MAX_NAME_BYTES = 64;
    /// The longest attribute value, in bytes of UTF-8 as JSON.
    static final int MAX_VALUE_BYTES = 1024;

    private static final long MAX_COUNT = 1L << 53;

    private final String path;
    private final JsonNode object;
    private final Set<String> taken = new HashSet<>();

    /// @param path   how the object is reached from the event, as a prefix for messages (`data.`)
    /// @param object the object
    Members(String path, JsonNode object) {
        this.path = path;
        this.object = object;
    }

    @Nullable
    JsonNode optional(String name) {
        taken.add(name);
        JsonNode value = object.get(name);
        return value == null || value.isNull() ? null : value;
    }

    Members object(String name) {
        JsonNode value = optional(name);
        if (value != null && !value.isObject()) {
            throw new Flaw(Code.INVALID_FIELD, path + name + " must be an object");
        }
        return new Members(path + name + ".", value == null ? JsonNodeFactory.instance.objectNode() : value);
    }

    @Nullable
    String optionalText(String name) {
        JsonNode value = optional(name);
        if (value != null && !value.isTextual()) {
            throw new Flaw(Code.INVALID_FIELD, path + name + " must be a string");
        }
        return value == null ? null : value.textValue();
    }

    /// A text of at most 1 KiB.
    @Nullable
    String optionalShortText(String name) {
        String text = optionalText(name);
        if (text != null && text.getBytes(StandardCharsets.UTF_8).length > MAX_VALUE_BYTES) {
            throw new Flaw(Code.INVALID_FIELD, path + name + " must not have more than " + MAX_VALUE_BYTES + " bytes");
        }
        return text;
    }

    /// A name of a kind of thing: a text of 1 to 128 characters.
    String requiredName(String name) {
        String text = requiredText(name);
        if (text.length() > Identifiers.MAX_LENGTH) {
            throw new Flaw(
                    Code.INVALID_FIELD,
                    path + name + " must not have more than " + Identifiers.MAX_LENGTH + " characters");
        }
        return text;
    }

    String requiredText(String name) {
        String text = required(name, optionalText(name));
        if (text.isEmpty()) {
            throw new Flaw(Code.INVALID_FIELD, path + name + " must not be empty");
        }
        return text;
    }

    /// A client's identifier of a thing of its own: a string or a whole number, as text.
    @Nullable
    String optionalIdentifier(String name) {
        JsonNode value = optional(name);
        if (value == null) {
            return null;
        }
        if (!value.isTextual() && !value.isIntegralNumber()) {
            throw new Flaw(Code.INVALID_FIELD, path + name + " must be a string or a whole number");
        }
        String text = value.asText();
        if (text.isEmpty() || text.length() > UserId.MAX_LENGTH) {
            throw new Flaw(Code.INVALID_FIELD, path + name + " must have 1 to " + UserId.MAX_LENGTH + " characters");
        }
        return CanonicalJson.requireStorable(text);
    }

    void requiredIdentifier(String name) {
        required(name, optionalIdentifier(name));
    }

    /// Checks a whole number from 0 to 2^53.
    void optionalCount(String name) {
        JsonNode value = optional(name);
        boolean fits = value == null
                || (value.isIntegralNumber()
                        && value.canConvertToLong()
                        && value.longValue() >= 0
                        && value.longValue() <= MAX_COUNT);
        if (!fits) {
            throw new Flaw(Code.INVALID_FIELD, path + name + " must be a whole number from 0 to 2^53");
        }
    }

    /// Checks a number from 0 to 2^53, with or without a fraction.
    void optionalDuration(String name) {
        JsonNode value = optional(name);
        boolean fits =
                value == null || (value.isNumber() && value.doubleValue() >= 0 && value.doubleValue() <= MAX_COUNT);
        if (!fits) {
            throw new Flaw(Code.INVALID_FIELD, path + name + " must be a number from 0 to 2^53");
        }
    }

    @Nullable
    Instant optionalTime(String name) {
        String text = optionalText(name);
        return text == null ? null : time(name, text);
    }

    Instant optionalTime(String name, Instant otherwise) {
        Instant time = optionalTime(name);
        return time == null ? otherwise : time;
    }

    Instant requiredTime(String name) {
        return required(name, optionalTime(name));
    }

    /// The whole object as canonical JSON.
    String canonical() {
        return CanonicalJson.of(object);
    }

    /// An object of these members alone, where they are there, as canonical JSON.
    String canonicalOnly(String... names) {
        ObjectNode some = JsonNodeFactory.instance.objectNode();
        for (String name : names) {
            JsonNode value = optional(name);
            if (value != null) {
                some.set(name, value);
            }
        }
        return CanonicalJson.of(some);
    }

    /// The members that were not taken so far, as canonical JSON by name, within the contract's limits.
    SortedMap<String, String> attributes() {
        SortedMap<String, String> attributes = new TreeMap<>();
        object.properties().forEach(member -> {
            if (!taken.contains(member.getKey())) {
                attributes.put(attributeName(member.getKey()), attributeValue(CanonicalJson.of(member.getValue())));
            }
        });
        if (attributes.size() > MAX_ATTRIBUTES) {
            throw new Flaw(Code.ATTRIBUTE_LIMIT, "data has more than " + MAX_ATTRIBUTES + " attributes");
        }
        return Collections.unmodifiableSortedMap(attributes);
    }

    private static String attributeName(String name) {
        if (name.getBytes(StandardCharsets.UTF_8).length > MAX_NAME_BYTES) {
            throw new Flaw(
                    Code.ATTRIBUTE_LIMIT, "an attribute's name in data has more than " + MAX_NAME_BYTES + " bytes");
        }
        return CanonicalJson.requireStorable(name);
    }

    private static String attributeValue(String value) {
        if (value.length() > MAX_VALUE_BYTES || value.getBytes(StandardCharsets.UTF_8).length > MAX_VALUE_BYTES) {
            throw new Flaw(
                    Code.ATTRIBUTE_LIMIT,
                    "an attribute's value in data has more than " + MAX_VALUE_BYTES + " bytes of JSON");
        }
        return value;
    }

    private Instant time(String name, String text) {
        Instant time;
        try {
            time = EventTime.parse(text);
        } catch (DateTimeException | ArithmeticException notATime) {
            throw new Flaw(
                    Code.INVALID_TIME, path + name + " must be an RFC 3339 time such as 2026-11-21T07:00:00.000Z");
        }
        if (time.isBefore(EventTime.EARLIEST) || time.isAfter(EventTime.LATEST)) {
            throw new Flaw(Code.INVALID_TIME, path + name + " must not be before 2000 or after 2255");
        }
        return time;
    }

    private <T> T required(String name, @Nullable T value) {
        if (value == null) {
            throw new Flaw(Code.MISSING_FIELD, path + name + " is required");
        }
        return value;
    }
}
