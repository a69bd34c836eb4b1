package dev.tidemark.common.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// One well-formed value where it stands in a JSON text. It keeps the whole text alive.
public final class JsonValue {
    /// What a value is.
    public enum Kind {
        /// `{…}`
        OBJECT,
        /// `[…]`
        ARRAY,
        /// `"…"`
        TEXT,
        /// A number.
        NUMBER,
        /// `true` or `false`
        BOOLEAN,
        /// `null`
        NULL
    }

    private static final int USUAL_NUMBER = 32;

    private final byte[] json;
    private final Kind kind;
    private final int from;
    private final int to;
    private final boolean plain;
    private @Nullable String canonical;

    JsonValue(byte[] json, Kind kind, int from, int to, boolean plain) {
        this.json = json;
        this.kind = kind;
        this.from = from;
        this.to = to;
        this.plain = plain;
    }

    /// What it is.
    public Kind kind() {
        return kind;
    }

    /// Where it begins in its text.
    public int from() {
        return from;
    }

    /// Where it ends in its text, exclusively.
    public int to() {
        return to;
    }

    /// How many bytes it has as it stands.
    public int length() {
        return to - from;
    }

    /// The value exactly as it stands.
    public byte[] bytes() {
        return Arrays.copyOfRange(json, from, to);
    }

    /// Whether it is a number without fraction and exponent.
    public boolean isWhole() {
        return kind == Kind.NUMBER && plain;
    }

    /// A text's characters, its escapes undone.
    public String text() {
        return JsonText.decode(json, from, to, plain);
    }

    /// The value exactly as it stands; only for what is ASCII: numbers, literals.
    public String literal() {
        return new String(json, from, length(), ISO_8859_1);
    }

    /// Whether it is known, without making it, that its canonical form is what stands there: an ASCII text without
    /// escapes, a literal, a usual number. It can then be stored, too.
    public boolean isCanonical() {
        return switch (kind) {
            case TEXT -> plain;
            case BOOLEAN, NULL -> true;
            case NUMBER -> length() <= USUAL_NUMBER && json[from] != '-' && (plain || !hasExponent());
            case OBJECT, ARRAY -> false;
        };
    }

    private boolean hasExponent() {
        for (int i = from; i < to; i++) {
            if (json[i] == 'e' || json[i] == 'E') {
                return true;
            }
        }
        return false;
    }

    /// A reader of the value alone.
    public JsonReader reader() {
        return new JsonReader(json, from, to, Integer.MAX_VALUE);
    }

    /// Its canonical text, made when first asked for.
    ///
    /// @param maxLength the most characters that it may have
    /// @throws UnstorableJsonException when no store could hold it, or it is longer
    public String canonical(int maxLength) {
        String made = canonical;
        if (made == null) {
            made = CanonicalJson.of(this, maxLength);
            canonical = made;
        }
        return made;
    }
}
