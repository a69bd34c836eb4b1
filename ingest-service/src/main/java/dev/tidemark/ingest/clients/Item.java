package dev.tidemark.ingest.clients;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.common.event.EventTime;
import dev.tidemark.common.json.JsonReader;
import dev.tidemark.common.json.JsonValue;
import dev.tidemark.common.json.JsonValue.Kind;
import dev.tidemark.common.json.MalformedJsonException;
import dev.tidemark.ingest.events.NativeJson;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One record of an existing client: an object whose names may be in camelCase or snake_case, here always in the
/// latter. A null counts as absent. Of a name that comes twice the last one counts, as these clients are used to.
final class Item {
    /// More than an event's attributes and all that these calls give a meaning.
    private static final int MOST_MEMBERS = 100;
    /// As many digits as a number has that every reader holds exactly.
    private static final int LONGEST_COUNTER = 15;
    /// Longer than any number of milliseconds.
    private static final int LONGEST_NUMBER = 32;
    /// Names that hold times, as ISO texts or milliseconds since 1970.
    private static final Set<String> TIMES = Set.of(
            "occurred_at", "started_at", "ended_at", "visited_at", "opened_at", "closed_at", "created_at", "timestamp");

    private final Map<String, JsonValue> members;
    private final Optional<Translation.Event.None> fault;

    private Item(Map<String, JsonValue> members, Optional<Translation.Event.None> fault) {
        this.members = members;
        this.fault = fault;
    }

    /// Reads the value that begins here; what is no object has no members.
    ///
    /// @param maxBytes the most bytes that it may have; what is larger is stepped over
    static Item read(JsonReader reader, int maxBytes) throws MalformedJsonException {
        JsonValue record = reader.value();
        if (record.length() > maxBytes) {
            return faulty("event_too_large", "a record has at most " + maxBytes + " bytes");
        }
        return record.kind() == Kind.OBJECT ? members(record.reader()) : new Item(Map.of(), Optional.empty());
    }

    private static Item members(JsonReader reader) throws MalformedJsonException {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        reader.enterObject();
        while (reader.nextMember()) {
            String name = snakeCase(reader.name());
            JsonValue value = reader.value();
            if (value.kind() == Kind.NULL) {
                members.remove(name);
            } else {
                members.put(name, value);
            }
            if (members.size() > MOST_MEMBERS) {
                return faulty("attribute_limit", "a record has at most " + MOST_MEMBERS + " members");
            }
        }
        return new Item(members, Optional.empty());
    }

    private static Item faulty(String code, String detail) {
        return new Item(Map.of(), Optional.of(new Translation.Event.None(code, detail)));
    }

    /// Why it can be no event, whatever its members.
    Optional<Translation.Event.None> fault() {
        return fault;
    }

    /// The members of one member that is an object; none where it is not.
    Item inner(String name) {
        JsonValue value = members.get(name);
        if (value == null || value.kind() != Kind.OBJECT) {
            return new Item(Map.of(), Optional.empty());
        }
        try {
            return members(value.reader());
        } catch (MalformedJsonException impossible) {
            throw new IllegalStateException("a value was taken for well-formed that is not", impossible);
        }
    }

    @Nullable
    JsonValue value(String name) {
        return members.get(name);
    }

    /// A text, or a number as text.
    Optional<String> text(String name) {
        JsonValue value = members.get(name);
        return value == null
                ? Optional.empty()
                : switch (value.kind()) {
                    case TEXT -> Optional.of(value.text());
                    case NUMBER -> Optional.of(value.literal());
                    case OBJECT, ARRAY, BOOLEAN, NULL -> Optional.empty();
                };
    }

    /// Puts a client's identifier into an answer as it came: a number stays one.
    void echo(String name, ObjectNode answer, String as) {
        JsonValue value = members.get(name);
        if (value != null && value.isWhole() && value.length() <= LONGEST_COUNTER) {
            answer.put(as, Long.parseLong(value.literal()));
        } else {
            text(name).ifPresent(text -> answer.put(as, text));
        }
    }

    /// The first of these times that is there, as an ISO text; a text that is no time stays what it is.
    Optional<String> time(String... names) {
        for (String name : names) {
            JsonValue value = members.get(name);
            if (value != null) {
                return Optional.of(iso(value));
            }
        }
        return Optional.empty();
    }

    /// Adds all members but these to an event's data, times as ISO texts.
    void copyTo(NativeJson data, Set<String> but) {
        members.forEach((name, value) -> {
            if (but.contains(name)) {
                return;
            }
            if (TIMES.contains(name)) {
                data.add(name, iso(value));
            } else {
                data.add(name, value);
            }
        });
    }

    /// What a record without an id is known by.
    String content() {
        StringBuilder content = new StringBuilder();
        members.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(member -> content.append(member.getKey())
                .append('\n')
                .append(new String(member.getValue().bytes(), StandardCharsets.UTF_8))
                .append('\n'));
        return content.toString();
    }

    private static String iso(JsonValue value) {
        if (value.kind() == Kind.TEXT) {
            return value.text();
        }
        if (value.kind() != Kind.NUMBER || value.length() > LONGEST_NUMBER) {
            return value.kind().name();
        }
        try {
            BigDecimal millis = new BigDecimal(value.literal()).setScale(0, RoundingMode.FLOOR);
            return Instant.ofEpochMilli(millis.longValueExact()).toString();
        } catch (NumberFormatException | DateTimeException | ArithmeticException notATime) {
            return value.kind().name();
        }
    }

    /// A time as the same text in whatever form it came, for telling records apart.
    static String normal(String time) {
        try {
            return EventTime.parse(time).toString();
        } catch (DateTimeException | ArithmeticException notATime) {
            return time;
        }
    }

    private static String snakeCase(String name) {
        StringBuilder snake = new StringBuilder(name.length() + 4);
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                snake.append(i == 0 ? "" : "_").append((char) (c + ('a' - 'A')));
            } else {
                snake.append(c);
            }
        }
        return snake.toString();
    }
}
