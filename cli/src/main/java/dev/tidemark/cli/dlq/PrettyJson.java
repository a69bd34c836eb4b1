package dev.tidemark.cli.dlq;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;

/// JSON with every member in a line of its own. Nothing else changes: names that stand twice still do, and numbers keep
/// their digits, since that may be what is wrong with it.
final class PrettyJson {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final DefaultIndenter INDENTER = new DefaultIndenter("  ", "\n");

    private PrettyJson() {}

    /// A text so; as it is when it is not JSON.
    static String of(String text) {
        StringWriter pretty = new StringWriter(text.length() * 2);
        try (JsonParser parser = FACTORY.createParser(text);
                JsonGenerator generator = FACTORY.createGenerator(pretty)
                        .setPrettyPrinter(new DefaultPrettyPrinter()
                                .withObjectIndenter(INDENTER)
                                .withArrayIndenter(INDENTER))) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token.isNumeric()) {
                    generator.writeNumber(parser.getText());
                } else {
                    generator.copyCurrentEvent(parser);
                }
            }
        } catch (IOException notJson) {
            return text;
        }
        return pretty.toString();
    }
}
