package dev.tidemark.common.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidemark.common.json.UnstorableJsonException.Reason;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Writes JSON exactly as PostgreSQL prints a `jsonb`, so that Java and SQL compare the same text: members ordered by
/// the length of their name in UTF-8 and then bytewise, one space after `:` and `,`, numbers without an exponent and
/// with the digits they came with, only what must be escaped escaped. A property test holds the two together.
///
/// @see <a href="https://www.postgresql.org/docs/18/datatype-json.html">PostgreSQL: JSON types</a>
public final class CanonicalJson {
    /// The most digits a number may have on either side of its point.
    public static final int MAX_DIGITS = 1_000;

    private static final int SIGN_POINT_AND_EXPONENT = 16;
    private static final Comparator<Member> JSONB_ORDER =
            Comparator.comparingInt(Member::utf8Length).thenComparing(Member::name, BytewiseOrder.BYTEWISE);

    private final int maxLength;
    private final StringBuilder out = new StringBuilder();
    /// The characters of members that wait for their order.
    private int held;

    private CanonicalJson(int maxLength) {
        this.maxLength = maxLength;
    }

    /// The canonical text of an object with these members, whose values are canonical already.
    ///
    /// @throws UnstorableJsonException for an unpaired surrogate in a name
    public static String ofObject(Map<String, String> canonicalMembers) {
        CanonicalJson canonical = new CanonicalJson(Integer.MAX_VALUE);
        List<Member> members = new ArrayList<>(canonicalMembers.size());
        canonicalMembers.forEach((name, value) -> members.add(Member.of(name, value)));
        canonical.appendObject(members);
        return canonical.out.toString();
    }

    /// The members of an object, as canonical JSON by name.
    ///
    /// @throws MalformedJsonException  when the text is no JSON
    /// @throws UnstorableJsonException when no store could hold one of them
    public static Map<String, String> membersOf(String object) throws MalformedJsonException {
        JsonReader reader = new JsonReader(object.getBytes(UTF_8), Integer.MAX_VALUE);
        Map<String, String> members = new HashMap<>();
        reader.enterObject();
        while (reader.nextMember()) {
            members.put(reader.name(), reader.value().canonical(Integer.MAX_VALUE));
        }
        return members;
    }

    /// This text, once it is known that a store can hold it.
    ///
    /// @throws UnstorableJsonException for an unpaired surrogate
    public static String requireStorable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                requirePair(text, i++);
            }
        }
        return text;
    }

    static String of(JsonValue value, int maxLength) {
        if (value.isCanonical() && value.length() <= maxLength) {
            return value.literal();
        }
        try {
            CanonicalJson canonical = new CanonicalJson(maxLength);
            canonical.append(value.reader());
            return canonical.out.toString();
        } catch (MalformedJsonException impossible) {
            throw new IllegalStateException("a value was taken for well-formed that is not", impossible);
        }
    }

    private void append(JsonReader reader) throws MalformedJsonException {
        switch (reader.kind()) {
            case OBJECT -> appendObject(members(reader));
            case ARRAY -> {
                put("[");
                reader.enterArray();
                for (int i = 0; reader.nextElement(); i++) {
                    put(i == 0 ? "" : ", ");
                    append(reader);
                }
                put("]");
            }
            case TEXT -> appendString(reader.value().text());
            case NUMBER -> put(number(reader.value()));
            case BOOLEAN, NULL -> put(reader.value().literal());
        }
    }

    private List<Member> members(JsonReader reader) throws MalformedJsonException {
        List<Member> members = new ArrayList<>();
        Set<String> names = new HashSet<>();
        int begin = out.length();
        reader.enterObject();
        while (reader.nextMember()) {
            String name = reader.name();
            if (!names.add(name)) {
                throw new UnstorableJsonException(Reason.DUPLICATE_NAME, "a name stands twice in one object");
            }
            append(reader);
            members.add(Member.of(name, out.substring(begin)));
            held += out.length() - begin;
            out.setLength(begin);
        }
        members.forEach(member -> held -= member.value.length());
        return members;
    }

    private void appendObject(List<Member> members) {
        members.sort(JSONB_ORDER);
        put("{");
        for (int i = 0; i < members.size(); i++) {
            put(i == 0 ? "" : ", ");
            appendString(members.get(i).name);
            put(": ");
            put(members.get(i).value);
        }
        put("}");
    }

    private static String number(JsonValue value) {
        if (value.length() > MAX_DIGITS * 2 + SIGN_POINT_AND_EXPONENT) {
            throw tooManyDigits();
        }
        String literal = value.literal();
        if (value.isWhole()) {
            if (literal.length() - (literal.charAt(0) == '-' ? 1 : 0) > MAX_DIGITS) {
                throw tooManyDigits();
            }
            return literal.equals("-0") ? "0" : literal;
        }
        BigDecimal number;
        try {
            number = new BigDecimal(literal);
        } catch (NumberFormatException exponent) {
            throw tooManyDigits();
        }
        long wholeDigits = (long) number.precision() - number.scale();
        if (number.scale() > MAX_DIGITS || wholeDigits > MAX_DIGITS) {
            throw tooManyDigits();
        }
        return number.toPlainString();
    }

    private static UnstorableJsonException tooManyDigits() {
        return new UnstorableJsonException(
                Reason.CONTENT, "a number has more than " + MAX_DIGITS + " digits, or an exponent out of range");
    }

    private void appendString(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ') {
                        out.append("\\u00")
                                .append(Character.forDigit(c >> 4, 16))
                                .append(Character.forDigit(c & 15, 16));
                    } else if (!Character.isSurrogate(c)) {
                        out.append(c);
                    } else {
                        requirePair(text, i);
                        out.append(c).append(text.charAt(++i));
                    }
                }
            }
        }
        put("\"");
    }

    private void put(String text) {
        if (out.length() + held + text.length() > maxLength) {
            throw new UnstorableJsonException(
                    Reason.LENGTH, "a value has more than " + maxLength + " characters in its canonical form");
        }
        out.append(text);
    }

    private static void requirePair(String text, int i) {
        boolean paired = Character.isHighSurrogate(text.charAt(i))
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!paired) {
            throw new UnstorableJsonException(Reason.CONTENT, "a text has an unpaired surrogate");
        }
    }

    private record Member(String name, int utf8Length, String value) {
        static Member of(String name, String value) {
            return new Member(name, Utf8.length(name), value);
        }
    }
}
