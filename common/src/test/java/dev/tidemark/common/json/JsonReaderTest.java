package dev.tidemark.common.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.tidemark.common.json.MalformedJsonException.Fault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Holds the reader against Jackson, another reader of the same grammar, over texts that were valid until they were
/// mutilated.
class JsonReaderTest {
    private static final int MAX_DEPTH = 8;
    private static final String[] PIECES = {
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "\\",
        " ",
        "\n",
        "\"a\"",
        "\"id\"",
        "\"ä\"",
        "\"\\u00e4\"",
        "\"\\n\"",
        "\"😀\"",
        "0",
        "-0",
        "12",
        "-1.5",
        "1e5",
        "1E-7",
        "0.0",
        "true",
        "false",
        "null",
        "NaN",
        "01",
        "1.",
        ".5",
        "+1",
        "'a'",
        "//",
        "\u0000",
        "\t",
        "\"\t\"",
        "nul",
        "-",
        "e",
        "\uFEFF",
    };
    private static final JsonFactory JACKSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build();

    @Test
    void itTakesWhatJacksonTakesAndRefusesWhatItRefuses() {
        compare(System.nanoTime(), 200_000);
    }

    @Test
    @Tag("long")
    void itTakesWhatJacksonTakesOverMillions() {
        compare(System.nanoTime(), 5_000_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"\\ud83d\\ude00\": 1}",
                "{\"\\ud800\": \"\\udc00\"}",
                "{\"a\": 1e99999999999}",
                "[-0, 0e0, 1E+2]",
                "\"\\u0000\"",
                " \t\r\n1 ",
            })
    void itTakesAllThatTheGrammarAllows(String json) throws MalformedJsonException {
        JsonReader reader = reader(json.getBytes(UTF_8));
        reader.skip();
        reader.requireEnd();
    }

    @Test
    void textsComeOutAsTheyWereMeant() throws MalformedJsonException {
        JsonReader reader = reader("{\"\\ud83d\\ude00ä\\/\": \"\\\"\\\\\\b\\f\\n\\r\\tä😀\\ud800\"}".getBytes(UTF_8));

        reader.enterObject();
        assertThat(reader.nextMember()).isTrue();
        assertThat(reader.name()).isEqualTo("😀ä/");
        assertThat(reader.value().text()).isEqualTo("\"\\\b\f\n\r\tä😀\ud800");
        assertThat(reader.nextMember()).isFalse();
    }

    @Test
    void faultsSayWhatAndWhere() {
        assertThatThrownBy(() -> reader("{\n \"a\": tru}".getBytes(UTF_8)).skip())
                .isInstanceOfSatisfying(MalformedJsonException.class, fault -> {
                    assertThat(fault.fault()).isEqualTo(Fault.SYNTAX);
                    assertThat(fault.where()).isEqualTo("line 2, column 10");
                });
        assertThatThrownBy(() -> reader("[".repeat(9).getBytes(UTF_8)).skip())
                .isInstanceOfSatisfying(MalformedJsonException.class, fault -> assertThat(fault.fault())
                        .isEqualTo(Fault.TOO_DEEP));
        for (byte[] invalid : new byte[][] {
            {(byte) 0xC0, (byte) 0x80},
            {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
            {(byte) 0xF5, (byte) 0x80, (byte) 0x80, (byte) 0x80},
            {(byte) 0xC3}
        }) {
            byte[] json = new byte[invalid.length + 2];
            json[0] = '"';
            json[json.length - 1] = '"';
            System.arraycopy(invalid, 0, json, 1, invalid.length);
            assertThatThrownBy(() -> reader(json).skip())
                    .isInstanceOfSatisfying(MalformedJsonException.class, fault -> assertThat(fault.fault())
                            .isEqualTo(Fault.INVALID_UTF8));
        }
    }

    private static void compare(long seed, int texts) {
        Random random = new Random(seed);
        Mutilation mutilation = new Mutilation(random, 3, PIECES);
        for (int i = 0; i < texts; i++) {
            byte[] json = mutilation.of(valid(random, 0).getBytes(UTF_8));
            String ours = ours(json);
            String theirs = theirs(json);
            assertThat(ours)
                    .as("seed %d, text %d: %s", seed, i, new String(json, UTF_8))
                    .isEqualTo(theirs);
        }
    }

    /// The tokens as one text, or `refused`.
    private static String ours(byte[] json) {
        StringBuilder out = new StringBuilder();
        try {
            JsonReader reader = reader(json);
            walk(reader, out);
            reader.requireEnd();
            return out.toString();
        } catch (MalformedJsonException refused) {
            return "refused";
        }
    }

    private static void walk(JsonReader reader, StringBuilder out) throws MalformedJsonException {
        switch (reader.kind()) {
            case OBJECT -> {
                out.append('{');
                reader.enterObject();
                while (reader.nextMember()) {
                    out.append(reader.name()).append(':');
                    walk(reader, out);
                }
                out.append('}');
            }
            case ARRAY -> {
                out.append('[');
                reader.enterArray();
                while (reader.nextElement()) {
                    walk(reader, out);
                }
                out.append(']');
            }
            case TEXT -> out.append('"').append(reader.value().text());
            case NUMBER, BOOLEAN, NULL -> out.append('~').append(reader.value().literal());
        }
    }

    private static String theirs(byte[] json) {
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(json)); // Jackson takes some invalid UTF-8
        } catch (CharacterCodingException invalid) {
            return "refused";
        }
        StringBuilder out = new StringBuilder();
        try (JsonParser parser = JACKSON.createParser(json)) {
            int depth = 0;
            int values = 0;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                values += depth == 0 ? 1 : 0;
                switch (token) {
                    case START_OBJECT -> out.append('{');
                    case END_OBJECT -> out.append('}');
                    case START_ARRAY -> out.append('[');
                    case END_ARRAY -> out.append(']');
                    case FIELD_NAME -> out.append(parser.currentName()).append(':');
                    case VALUE_STRING -> out.append('"').append(parser.getText());
                    default -> out.append('~').append(parser.getText());
                }
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            }
            return values == 1 ? out.toString() : "refused";
        } catch (IOException refused) {
            return "refused";
        }
    }

    private static JsonReader reader(byte[] json) {
        return new JsonReader(json, MAX_DEPTH);
    }

    private static String valid(Random random, int depth) {
        int kind = random.nextInt(depth > 3 ? 6 : 10);
        return switch (kind) {
            case 0 -> "\"" + "aä😀\\n\\u0041/".repeat(random.nextInt(3)) + "\"";
            case 1 -> Integer.toString(random.nextInt(2_000) - 1_000);
            case 2 -> Double.toString(random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20));
            case 3 -> "true";
            case 4 -> "null";
            case 5 -> "\"id\"";
            case 6, 7 -> {
                StringBuilder out = new StringBuilder("[");
                for (int i = random.nextInt(4); i > 0; i--) {
                    out.append(valid(random, depth + 1)).append(i == 1 ? "" : random.nextBoolean() ? "," : " ,\n");
                }
                yield out.append(']').toString();
            }
            default -> {
                StringBuilder out = new StringBuilder("{ ");
                for (int i = random.nextInt(4); i > 0; i--) {
                    out.append("\"k\" :").append(valid(random, depth + 1)).append(i == 1 ? "" : ", ");
                }
                yield out.append('}').toString();
            }
        };
    }
}
