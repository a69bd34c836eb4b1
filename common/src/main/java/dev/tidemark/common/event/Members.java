package dev.tidemark.common.event;

import dev.tidemark.common.event.Decoded.Code;
import dev.tidemark.common.json.CanonicalJson;
import dev.tidemark.common.json.JsonReader;
import dev.tidemark.common.json.JsonValue;
import dev.tidemark.common.json.JsonValue.Kind;
import dev.tidemark.common.json.MalformedJsonException;
import dev.tidemark.common.json.UnstorableJsonException;
import dev.tidemark.common.json.Utf8;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The members of one JSON object, each taken as what it must be, or a [Flaw] that names it. A null counts as absent.
///
/// What nobody took is an attribute.
final class Members {
    /// The most attributes an event may carry.
    static final int MAX_ATTRIBUTES = 64;
    /// The longest attribute name, in bytes of UTF-8.
    static final int MAX_NAME_BYTES = 64;
    /// The longest attribute value, in bytes of UTF-8 as JSON.
    static final int MAX_VALUE_BYTES = 1024;
    /// The longest canonical form of a whole value: twice the largest event, which only numbers written with large
    /// exponents can exceed.
    static final int MAX_CANONICAL = 512 << 10;

    private static final long MAX_COUNT = 1L << 53;
    private static final int MAX_COUNT_DIGITS = 16;
    /// More than any event has use for; what is beyond is not kept, so that an event costs no more than its bytes.
    private static final int MAX_MEMBERS = 1_000;

    private static final int FEW = 16;

    private final String path;
    private final List<Member> members = new ArrayList<>();
    private @Nullable Set<String> names;
    private boolean hasDuplicate;
    private boolean isTooMany;

    private static final class Member {
        final String name;
        final JsonValue value;
        boolean isTaken;

        Member(String name, JsonValue value) {
            this.name = name;
            this.value = value;
        }
    }

    /// No members.
    ///
    /// @param path how the object is reached from the event, as a prefix for messages (`data.`)
    Members(String path) {
        this.path = path;
    }

    /// Reads the object that begins here.
    static Members read(JsonReader reader, String path) throws MalformedJsonException {
        Members members = new Members(path);
        reader.enterObject();
        while (reader.nextMember()) {
            members.add(reader.name(), reader.value());
        }
        return members;
    }

    void add(String name, JsonValue value) {
        if (members.size() == MAX_MEMBERS) {
            isTooMany = true;
            return;
        }
        hasDuplicate |= isThere(name);
        members.add(new Member(name, value));
    }

    /// @throws Flaw when there are too many, or a name stands twice: which of the two counts is anybody's guess
    void requireUsable() {
        if (isTooMany) {
            throw new Flaw(Code.ATTRIBUTE_LIMIT, "an object has more than " + MAX_MEMBERS + " members");
        }
        if (hasDuplicate) {
            throw new Flaw(
                    Code.DUPLICATE_NAME,
                    (path.isEmpty() ? "the event" : path.substring(0, path.length() - 1)) + " has a name twice");
        }
    }

    /// A member's value, whatever it is; the first one where there are several.
    @Nullable
    JsonValue peek(String name) {
        Member member = find(name);
        return member == null ? null : member.value;
    }

    @Nullable
    JsonValue optional(String name) {
        Member member = find(name);
        if (member == null) {
            return null;
        }
        member.isTaken = true;
        return member.value.kind() == Kind.NULL ? null : member.value;
    }

    @Nullable
    String optionalText(String name) {
        JsonValue value = optional(name);
        if (value == null) {
            return null;
        }
        require(value, v -> v.kind() == Kind.TEXT, name, "must be a string");
        return text(name, value);
    }

    /// A text of at most 1 KiB.
    @Nullable
    String optionalShortText(String name) {
        String text = optionalText(name);
        if (text != null && Utf8.length(text) > MAX_VALUE_BYTES) {
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
        JsonValue value = optional(name);
        if (value == null) {
            return null;
        }
        require(value, v -> v.kind() == Kind.TEXT || v.isWhole(), name, "must be a string or a whole number");
        String text = value.isWhole() ? canonical(name, value, MAX_CANONICAL) : text(name, value);
        if (text.isEmpty() || text.length() > UserId.MAX_LENGTH) {
            throw new Flaw(Code.INVALID_FIELD, path + name + " must have 1 to " + UserId.MAX_LENGTH + " characters");
        }
        return text;
    }

    void requiredIdentifier(String name) {
        required(name, optionalIdentifier(name));
    }

    /// Checks a whole number from 0 to 2^53.
    void optionalCount(String name) {
        JsonValue value = optional(name);
        if (value != null) {
            require(value, Members::isCount, name, "must be a whole number from 0 to 2^53");
        }
    }

    /// Checks a number from 0 to 2^53, with or without a fraction.
    void optionalDuration(String name) {
        JsonValue value = optional(name);
        if (value != null) {
            require(value, v -> v.kind() == Kind.NUMBER, name, "must be a number from 0 to 2^53");
            String number = canonical(name, value, MAX_CANONICAL);
            double seconds = Double.parseDouble(number);
            require(value, _ -> seconds >= 0 && seconds <= MAX_COUNT, name, "must be a number from 0 to 2^53");
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

    /// Makes sure that a value can be held, however large an event may be.
    void optionalStorable(String name) {
        JsonValue value = optional(name);
        if (value != null) {
            String _ = canonical(name, value, MAX_CANONICAL);
        }
    }

    /// Makes sure that what nobody took keeps the contract's limits of attributes.
    void requireAttributesWithinLimits() {
        int attributes = 0;
        for (Member member : members) {
            if (!member.isTaken) {
                requireAttributeWithinLimits(member);
                if (++attributes > MAX_ATTRIBUTES) {
                    throw new Flaw(Code.ATTRIBUTE_LIMIT, "data has more than " + MAX_ATTRIBUTES + " attributes");
                }
            }
        }
    }

    /// All members as canonical JSON by name, for what was found to keep the limits.
    Map<String, String> canonical() {
        return canonical(false);
    }

    /// The members that nobody took, likewise.
    Map<String, String> canonicalAttributes() {
        return canonical(true);
    }

    private Map<String, String> canonical(boolean onlyUntaken) {
        Map<String, String> some = HashMap.newHashMap(members.size());
        for (Member member : members) {
            if (!onlyUntaken || !member.isTaken) {
                some.put(member.name, member.value.canonical(MAX_CANONICAL));
            }
        }
        return some;
    }

    private void requireAttributeWithinLimits(Member member) {
        if (Utf8.length(member.name) > MAX_NAME_BYTES) {
            throw new Flaw(
                    Code.ATTRIBUTE_LIMIT, "an attribute's name in data has more than " + MAX_NAME_BYTES + " bytes");
        }
        String name = storable("(an attribute's name)", member.name);
        boolean fits = member.value.isCanonical()
                ? member.value.length() <= MAX_VALUE_BYTES
                : Utf8.length(attribute(name, member.value)) <= MAX_VALUE_BYTES;
        if (!fits) {
            throw attributeTooLong();
        }
    }

    private String attribute(String name, JsonValue value) {
        try {
            return value.canonical(MAX_VALUE_BYTES);
        } catch (UnstorableJsonException unstorable) {
            throw switch (unstorable.reason()) {
                case LENGTH -> attributeTooLong();
                case CONTENT, DUPLICATE_NAME -> Flaw.of(unstorable, path + name);
            };
        }
    }

    private static Flaw attributeTooLong() {
        return new Flaw(
                Code.ATTRIBUTE_LIMIT,
                "an attribute's value in data has more than " + MAX_VALUE_BYTES + " bytes of JSON");
    }

    private @Nullable Member find(String name) {
        for (Member member : members) {
            if (member.name.equals(name)) {
                return member;
            }
        }
        return null;
    }

    /// Looks among few, and in a set once they are many, so that a hostile object costs no more than its length.
    private boolean isThere(String name) {
        if (names == null && members.size() < FEW) {
            return find(name) != null;
        }
        if (names == null) {
            names = new HashSet<>();
            for (Member member : members) {
                names.add(member.name);
            }
        }
        return !names.add(name);
    }

    private String canonical(String name, JsonValue value, int maxLength) {
        try {
            return value.canonical(maxLength);
        } catch (UnstorableJsonException unstorable) {
            throw Flaw.of(unstorable, path + name);
        }
    }

    private String text(String name, JsonValue value) {
        return value.isCanonical() ? value.text() : storable(name, value.text());
    }

    private String storable(String name, String text) {
        try {
            return CanonicalJson.requireStorable(text);
        } catch (UnstorableJsonException unstorable) {
            throw Flaw.of(unstorable, path + name);
        }
    }

    private void require(JsonValue value, Predicate<JsonValue> condition, String name, String otherwise) {
        if (!condition.test(value)) {
            throw new Flaw(Code.INVALID_FIELD, path + name + " " + otherwise);
        }
    }

    private static boolean isCount(JsonValue value) {
        return value.isWhole()
                && value.length() <= MAX_COUNT_DIGITS
                && Long.parseLong(value.literal()) >= 0
                && Long.parseLong(value.literal()) <= MAX_COUNT;
    }

    /// A time that stands in a member.
    Instant time(String name, String text) {
        Instant time;
        try {
            time = EventTime.parse(text);
        } catch (DateTimeException | ArithmeticException notATime) {
            throw new Flaw(
                    Code.INVALID_TIME, path + name + " must be an RFC 3339 time such as 2026-11-21T07:00:00.000Z");
        }
        if (time.isBefore(EventTime.EARLIEST) || time.isAfter(EventTime.LATEST)) {
            throw new Flaw(Code.INVALID_TIME, path + name + " must not be before 2000 or after 2105");
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
