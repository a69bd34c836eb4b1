package dev.tidemark.common.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Writes JSON exactly as PostgreSQL prints a `jsonb`, so that Java and SQL compare the same text: members ordered by
/// the length of their name in UTF-8 and then bytewise, one space after `:` and `,`, numbers without an exponent and
/// with the digits they came with, only what must be escaped escaped. A property test holds the two together.
///
/// @see <a href="https://www.postgresql.org/docs/18/datatype-json.html">PostgreSQL: JSON types</a>
public final class CanonicalJson {
    /// The most digits a number may have on either side of its point.
    static final int MAX_DIGITS = 1_000;

    private static final Comparator<Member> JSONB_ORDER =
            Comparator.comparingInt(Member::utf8Length).thenComparing(Member::name, BytewiseOrder.BYTEWISE);

    private CanonicalJson() {}

    /// The canonical text of a value.
    ///
    /// @throws UnstorableValueException for an unpaired surrogate, or a number of more than 1,000 digits
    static String of(JsonNode value) {
        StringBuilder out = new StringBuilder();
        append(value, out);
        return out.toString();
    }

    /// The canonical text of an object with these members, whose values are canonical already.
    public static String ofObject(Map<String, String> canonicalMembers) {
        StringBuilder out = new StringBuilder();
        List<Member> members = new ArrayList<>(canonicalMembers.size());
        canonicalMembers.forEach((name, value) -> members.add(Member.of(name, value)));
        appendObject(members, out);
        return out.toString();
    }

    /// The members of an object that is canonical already, as canonical JSON by name.
    ///
    /// @throws JsonProcessingException when the text is no JSON
    public static Map<String, String> membersOf(String canonicalObject) throws JsonProcessingException {
        Map<String, String> members = new HashMap<>();
        EventReader.parse(canonicalObject)
                .properties()
                .forEach(member -> members.put(member.getKey(), of(member.getValue())));
        return members;
    }

    /// This text, once it is known that a store can hold it.
    ///
    /// @throws UnstorableValueException for an unpaired surrogate
    static String requireStorable(String text) {
        appendString(text, new StringBuilder(text.length() + 2));
        return text;
    }

    private static void append(JsonNode value, StringBuilder out) {
        switch (value.getNodeType()) {
            case OBJECT -> {
                List<Member> members = new ArrayList<>(value.size());
                value.properties().forEach(member -> members.add(Member.of(member.getKey(), of(member.getValue()))));
                appendObject(members, out);
            }
            case ARRAY -> {
                out.append('[');
                for (int i = 0; i < value.size(); i++) {
                    out.append(i == 0 ? "" : ", ");
                    append(value.get(i), out);
                }
                out.append(']');
            }
            case STRING -> appendString(value.textValue(), out);
            case NUMBER -> out.append(number(value));
            case BOOLEAN, NULL -> out.append(value.asText());
            case BINARY, POJO, MISSING -> throw new IllegalArgumentException("not JSON: " + value.getNodeType());
        }
    }

    private static void appendObject(List<Member> members, StringBuilder out) {
        members.sort(JSONB_ORDER);
        out.append('{');
        for (int i = 0; i < members.size(); i++) {
            out.append(i == 0 ? "" : ", ");
            appendString(members.get(i).name, out);
            out.append(": ").append(members.get(i).value);
        }
        out.append('}');
    }

    private static String number(JsonNode value) {
        if (value.isInt() || value.isLong()) {
            return Long.toString(value.longValue());
        }
        BigDecimal number = value.decimalValue();
        long wholeDigits = (long) number.precision() - number.scale();
        if (number.scale() > MAX_DIGITS || wholeDigits > MAX_DIGITS) {
            throw new UnstorableValueException("a number has more than " + MAX_DIGITS + " digits");
        }
        return number.toPlainString();
    }

    private static void appendString(String text, StringBuilder out) {
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
                    } else if (Character.isHighSurrogate(c)
                            && i + 1 < text.length()
                            && Character.isLowSurrogate(text.charAt(i + 1))) {
                        out.append(c).append(text.charAt(++i));
                    } else {
                        throw new UnstorableValueException("a text has an unpaired surrogate");
                    }
                }
            }
        }
        out.append('"');
    }

    private record Member(String name, int utf8Length, String value) {
        static Member of(String name, String value) {
            return new Member(name, name.getBytes(StandardCharsets.UTF_8).length, value);
        }
    }

    /// JSON that no store could hold.
    static final class UnstorableValueException extends RuntimeException {
        UnstorableValueException(String what) {
            super(what, null, false, false);
        }
    }
}
