package dev.tidemark.common.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

/// Decodes the texts of JSON, which a [JsonReader] has found well-formed.
final class JsonText {
    private JsonText() {}

    /// What stands between two quotes, its escapes undone. An unpaired surrogate stays one.
    ///
    /// @param from  where the first quote is
    /// @param to    after the last quote
    /// @param plain whether it is known to be ASCII without escapes
    static String decode(byte[] json, int from, int to, boolean plain) {
        if (plain) {
            return new String(json, from + 1, to - from - 2, ISO_8859_1);
        }
        StringBuilder out = new StringBuilder(to - from);
        int run = from + 1;
        int i = run;
        while (i < to - 1) {
            if (json[i] != '\\') {
                i++;
                continue;
            }
            out.append(new String(json, run, i - run, UTF_8));
            byte escaped = json[i + 1];
            out.append(
                    switch (escaped) {
                        case 'b' -> '\b';
                        case 'f' -> '\f';
                        case 'n' -> '\n';
                        case 'r' -> '\r';
                        case 't' -> '\t';
                        case 'u' -> (char) hex(json, i + 2);
                        default -> (char) escaped;
                    });
            i += escaped == 'u' ? 6 : 2;
            run = i;
        }
        return out.append(new String(json, run, to - 1 - run, UTF_8)).toString();
    }

    /// A name: one of the contract's without making it anew.
    static String name(byte[] json, int from, int to, boolean plain) {
        String known = plain ? KnownNames.find(json, from + 1, to - 1) : null;
        return known == null ? decode(json, from, to, plain) : known;
    }

    /// The value of four hexadecimal digits; negative when they are none.
    static int hex(byte[] json, int from) {
        int value = 0;
        for (int i = from; i < from + 4; i++) {
            int digit = Character.digit(json[i], 16);
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }
}
