package dev.tidemark.common.json;

import dev.tidemark.common.json.JsonValue.Kind;
import dev.tidemark.common.json.MalformedJsonException.Fault;

/// Walks over a JSON text in memory, in one pass, and builds nothing but what it is asked for. It takes exactly the
/// grammar of RFC 8259 in valid UTF-8: no comments, no `NaN`, no trailing commas.
///
/// An object is walked so, and an array likewise with [#enterArray] and [#nextElement]:
/// ```
/// reader.enterObject();
/// while (reader.nextMember()) {
///     String name = reader.name();
///     JsonValue value = reader.value(); // or enter it, or skip it: exactly one of them
/// }
/// ```
public final class JsonReader {
    private final byte[] text;
    private final int end;
    private final int maxDepth;
    private int at;
    private int depth;
    private boolean first;
    private boolean plain;
    private int nameFrom;
    private int nameTo;
    private boolean plainName;
    private int lastNul = -1;

    /// A reader of a whole text.
    ///
    /// @param maxDepth how many objects and arrays may stand within each other
    public JsonReader(byte[] text, int maxDepth) {
        this(text, 0, text.length, maxDepth);
    }

    /// A reader of a part of a text.
    ///
    /// @param from where the part begins
    /// @param to   where it ends, exclusively
    public JsonReader(byte[] text, int from, int to, int maxDepth) {
        this.text = text;
        this.at = from;
        this.end = to;
        this.maxDepth = maxDepth;
    }

    /// The text that is read.
    public byte[] text() {
        return text;
    }

    /// Where the reader stands: after the last value, or where the next one begins once [#kind] was asked.
    public int position() {
        return at;
    }

    /// Where the last escaped U+0000 began, in a name or a text; -1 when there was none. PostgreSQL refuses it in any
    /// text.
    ///
    /// @see <a href="https://www.postgresql.org/docs/18/datatype-json.html">PostgreSQL: JSON types</a>
    public int lastNul() {
        return lastNul;
    }

    /// The kind of the value that begins here.
    public Kind kind() throws MalformedJsonException {
        return switch (peek()) {
            case '{' -> Kind.OBJECT;
            case '[' -> Kind.ARRAY;
            case '"' -> Kind.TEXT;
            case 't', 'f' -> Kind.BOOLEAN;
            case 'n' -> Kind.NULL;
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> Kind.NUMBER;
            default -> throw malformed(Fault.SYNTAX);
        };
    }

    /// Steps into the object that begins here.
    public void enterObject() throws MalformedJsonException {
        enter('{');
    }

    /// Steps to the next member and past its name, or out of the object when there is none.
    public boolean nextMember() throws MalformedJsonException {
        if (!next('}')) {
            return false;
        }
        peek();
        nameFrom = at;
        string();
        nameTo = at;
        plainName = plain;
        require(':');
        return true;
    }

    /// The name of the member whose value is next or was last.
    public String name() {
        return JsonText.name(text, nameFrom, nameTo, plainName);
    }

    /// Steps into the array that begins here.
    public void enterArray() throws MalformedJsonException {
        enter('[');
    }

    /// Steps to the next element, or out of the array when there is none.
    public boolean nextElement() throws MalformedJsonException {
        return next(']');
    }

    /// Steps past the value that begins here, and returns it.
    public JsonValue value() throws MalformedJsonException {
        Kind kind = kind();
        int from = at;
        skip(kind);
        return new JsonValue(text, kind, from, at, plain);
    }

    /// Steps past the value that begins here.
    public void skip() throws MalformedJsonException {
        skip(kind());
    }

    /// Whether nothing follows.
    public boolean isAtEnd() {
        skipWhitespace();
        return at >= end;
    }

    /// Makes sure that nothing follows.
    public void requireEnd() throws MalformedJsonException {
        if (!isAtEnd()) {
            throw malformed(Fault.SYNTAX);
        }
    }

    private void skip(Kind kind) throws MalformedJsonException {
        plain = false;
        switch (kind) {
            case OBJECT -> {
                enterObject();
                while (nextMember()) {
                    skip();
                }
            }
            case ARRAY -> {
                enterArray();
                while (nextElement()) {
                    skip();
                }
            }
            case TEXT -> string();
            case NUMBER -> number();
            case BOOLEAN -> literal(text[at] == 't' ? "true" : "false");
            case NULL -> literal("null");
        }
        first = false;
    }

    private void enter(char opening) throws MalformedJsonException {
        require(opening);
        if (++depth > maxDepth) {
            throw malformed(Fault.TOO_DEEP);
        }
        first = true;
    }

    private boolean next(char closing) throws MalformedJsonException {
        byte b = peek();
        if (b == closing) {
            at++;
            depth--;
            first = false;
            return false;
        }
        if (!first) {
            require(',');
        }
        first = false;
        return true;
    }

    private void require(char wanted) throws MalformedJsonException {
        if (peek() != wanted) {
            throw malformed(Fault.SYNTAX);
        }
        at++;
    }

    private byte peek() throws MalformedJsonException {
        skipWhitespace();
        if (at >= end) {
            throw malformed(Fault.SYNTAX);
        }
        return text[at];
    }

    private void skipWhitespace() {
        while (at < end) {
            byte b = text[at];
            if (b > ' ' || (b != ' ' && b != '\n' && b != '\r' && b != '\t')) {
                return;
            }
            at++;
        }
    }

    private void literal(String wanted) throws MalformedJsonException {
        for (int i = 0; i < wanted.length(); i++, at++) {
            if (at >= end || text[at] != wanted.charAt(i)) {
                throw malformed(Fault.SYNTAX);
            }
        }
    }

    private void number() throws MalformedJsonException {
        boolean whole = true;
        if (text[at] == '-') {
            at++;
        }
        if (at < end && text[at] == '0') {
            at++;
        } else {
            digits();
        }
        if (at < end && text[at] == '.') {
            whole = false;
            at++;
            digits();
        }
        if (at < end && (text[at] == 'e' || text[at] == 'E')) {
            whole = false;
            at++;
            if (at < end && (text[at] == '+' || text[at] == '-')) {
                at++;
            }
            digits();
        }
        plain = whole;
    }

    private void digits() throws MalformedJsonException {
        int from = at;
        while (at < end && text[at] >= '0' && text[at] <= '9') {
            at++;
        }
        if (at == from) {
            throw malformed(Fault.SYNTAX);
        }
    }

    private void string() throws MalformedJsonException {
        if (text[at] != '"') {
            throw malformed(Fault.SYNTAX);
        }
        at++;
        plain = true;
        while (at < end) {
            byte b = text[at];
            if (b == '"') {
                at++;
                return;
            }
            if (b == '\\') {
                plain = false;
                escape();
            } else if (b >= ' ') {
                at++;
            } else if (b < 0) {
                plain = false;
                int length = utf8Length();
                if (length == 0) {
                    throw malformed(Fault.INVALID_UTF8);
                }
                at += length;
            } else {
                throw malformed(Fault.SYNTAX);
            }
        }
        throw malformed(Fault.SYNTAX);
    }

    private void escape() throws MalformedJsonException {
        byte b = at + 1 < end ? text[at + 1] : 0;
        switch (b) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> at += 2;
            case 'u' -> {
                if (at + 6 > end) {
                    throw malformed(Fault.SYNTAX);
                }
                int unit = JsonText.hex(text, at + 2);
                if (unit < 0) {
                    throw malformed(Fault.SYNTAX);
                }
                if (unit == 0) {
                    lastNul = at;
                }
                at += 6;
            }
            default -> throw malformed(Fault.SYNTAX);
        }
    }

    /// How many bytes the character beyond ASCII has that begins here; 0 when it is not well-formed.
    ///
    /// @see <a href="https://www.unicode.org/versions/Unicode16.0.0/core-spec/chapter-3/#G27506">Unicode 16, table
    /// 3-7</a>
    private int utf8Length() {
        int b = text[at] & 0xFF;
        int length = b < 0xC2 ? 0 : b < 0xE0 ? 2 : b < 0xF0 ? 3 : b < 0xF5 ? 4 : 0;
        if (length == 0 || at + length > end) {
            return 0;
        }
        int second = text[at + 1] & 0xFF;
        int least = b == 0xE0 ? 0xA0 : b == 0xF0 ? 0x90 : 0x80;
        int most = b == 0xED ? 0x9F : b == 0xF4 ? 0x8F : 0xBF;
        if (second < least || second > most) {
            return 0;
        }
        for (int i = 2; i < length; i++) {
            if ((text[at + i] & 0xC0) != 0x80) {
                return 0;
            }
        }
        return length;
    }

    private MalformedJsonException malformed(Fault fault) {
        boolean isNoText = at < end && text[at] < 0 && utf8Length() == 0;
        return new MalformedJsonException(isNoText ? Fault.INVALID_UTF8 : fault, text, at);
    }
}
