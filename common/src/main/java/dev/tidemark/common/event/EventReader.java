package dev.tidemark.common.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tidemark.common.event.Decoded.Code;
import dev.tidemark.common.event.Decoded.Unreadable;
import dev.tidemark.common.event.Decoded.Valid;
import java.io.IOException;

/// Reads native events. Both services read with this one class: ingest each object of a request, the writer each value
/// of a lane.
public final class EventReader {
    /// The deepest nesting of JSON that is read, in a request and in an event alike.
    public static final int MAX_DEPTH = 32;

    private static final String OUT_OF_RANGE = "a number's exponent is out of range";

    /// Always UTF-8: the contract knows no other encoding, and byte offsets are known in no other.
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .disable(JsonFactory.Feature.CHARSET_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNumberLength(CanonicalJson.MAX_DIGITS)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();
    private static final ObjectReader WHOLE_VALUE = MAPPER.readerFor(JsonNode.class);
    private static final ObjectReader NEXT_VALUE = WHOLE_VALUE.without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private EventReader() {}

    /// A parser that keeps the contract's bounds, for reading a request event by event with [#readNext].
    ///
    /// @throws IOException never, for bytes in memory; the parser's own methods throw it for what is no JSON
    public static JsonParser parserOf(byte[] json) throws IOException {
        return MAPPER.getFactory().createParser(json);
    }

    /// Reads the object at which the parser stands and leaves it at the object's end.
    ///
    /// @throws IOException when the text is no JSON from here on, so that what follows cannot be read either
    public static Decoded readNext(JsonParser parser) throws IOException {
        return decode(nextValue(parser));
    }

    /// Reads a whole value as one event.
    public static Decoded read(byte[] value) {
        try {
            return decode(WHOLE_VALUE.readTree(value));
        } catch (JsonProcessingException notJson) {
            return new Unreadable(Code.INVALID_JSON, "not JSON: " + place(notJson));
        } catch (IOException invalidUtf8) {
            return new Unreadable(Code.INVALID_JSON, "not JSON: the text is not valid UTF-8");
        } catch (ArithmeticException | NumberFormatException exotic) {
            return new Unreadable(Code.UNSTORABLE_VALUE, OUT_OF_RANGE);
        }
    }

    /// A text as JSON, numbers exactly as they are written.
    static JsonNode parse(String json) throws JsonProcessingException {
        return MAPPER.readTree(json);
    }

    /// What is wrong with a text and where, without any of its contents.
    public static String place(JsonProcessingException notJson) {
        var location = notJson.getLocation();
        return location == null
                ? "it cannot be read"
                : "it cannot be read at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    private static JsonNode nextValue(JsonParser parser) throws IOException {
        try {
            return NEXT_VALUE.readTree(parser);
        } catch (ArithmeticException | NumberFormatException exotic) {
            throw new JsonParseException(parser, OUT_OF_RANGE);
        }
    }

    private static Decoded decode(JsonNode event) {
        try {
            return new Valid(EventForm.of(event));
        } catch (Flaw flaw) {
            return new Unreadable(flaw.code, flaw.detail);
        } catch (CanonicalJson.UnstorableValueException unstorable) {
            return new Unreadable(Code.UNSTORABLE_VALUE, String.valueOf(unstorable.getMessage()));
        } catch (ArithmeticException | NumberFormatException exotic) {
            return new Unreadable(Code.UNSTORABLE_VALUE, OUT_OF_RANGE);
        }
    }

    /// The way out of the middle of an event that is none; it never leaves this package.
    static final class Flaw extends RuntimeException {
        final Code code;
        final String detail;

        Flaw(Code code, String detail) {
            super(detail, null, false, false);
            this.code = code;
            this.detail = detail;
        }
    }
}
