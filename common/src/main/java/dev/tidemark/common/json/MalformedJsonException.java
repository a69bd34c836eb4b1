package dev.tidemark.common.json;

/// A text is no JSON that may be read. It says what and where, and never quotes the text.
public final class MalformedJsonException extends Exception {
    /// What is wrong.
    public enum Fault {
        /// It does not follow the grammar of RFC 8259.
        SYNTAX,
        /// A text in it is not valid UTF-8.
        INVALID_UTF8,
        /// It nests deeper than its reader goes.
        TOO_DEEP
    }

    private final Fault fault;

    MalformedJsonException(Fault fault, byte[] text, int at) {
        super(place(text, at), null, false, false);
        this.fault = fault;
    }

    /// What is wrong.
    public Fault fault() {
        return fault;
    }

    /// Where, as `line 3, column 17`, both counted in bytes from 1.
    public String where() {
        return String.valueOf(getMessage());
    }

    private static String place(byte[] text, int at) {
        int line = 1;
        int lineBegin = 0;
        for (int i = 0; i < at && i < text.length; i++) {
            if (text[i] == '\n') {
                line++;
                lineBegin = i + 1;
            }
        }
        return "line " + line + ", column " + (at - lineBegin + 1);
    }
}
