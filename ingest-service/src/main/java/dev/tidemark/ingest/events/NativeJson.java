package dev.tidemark.ingest.events;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.tidemark.common.json.JsonValue;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;

/// Writes an object of the native form from the parts of another: values that were read are copied as they stand.
public final class NativeJson {
    private static final HexFormat HEX = HexFormat.of();

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(512);

    /// Begins with nothing in it.
    public NativeJson() {
        out.write('{');
    }

    /// Adds a text.
    public NativeJson add(String name, String text) {
        return addRaw(name, quoted(text));
    }

    /// Adds a value as it stands.
    public NativeJson add(String name, JsonValue value) {
        return addRaw(name, value.bytes());
    }

    /// Adds an object.
    public NativeJson add(String name, NativeJson object) {
        return addRaw(name, object.toBytes());
    }

    /// The object.
    public byte[] toBytes() {
        byte[] open = out.toByteArray();
        byte[] closed = Arrays.copyOf(open, open.length + 1);
        closed[open.length] = '}';
        return closed;
    }

    private NativeJson addRaw(String name, byte[] value) {
        if (out.size() > 1) {
            out.write(',');
        }
        out.writeBytes(quoted(name));
        out.write(':');
        out.writeBytes(value);
        return this;
    }

    /// A text as JSON in ASCII. Unpaired surrogates stay visible, so that the event's reader refuses them.
    private static byte[] quoted(String text) {
        StringBuilder json = new StringBuilder(text.length() + 2).append('"');
        StringBuilder escaped = new StringBuilder(text.length());
        JsonStringEncoder.getInstance().quoteAsString(text, escaped);
        for (int i = 0; i < escaped.length(); i++) {
            char c = escaped.charAt(i);
            if (c < 0x80) {
                json.append(c);
            } else {
                json.append("\\u").append(HEX.toHexDigits(c));
            }
        }
        return json.append('"').toString().getBytes(US_ASCII);
    }
}
