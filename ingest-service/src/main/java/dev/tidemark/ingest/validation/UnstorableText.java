package dev.tidemark.ingest.validation;

/// Finds the character U+0000 in JSON, where it can only stand escaped: `\u0000`. PostgreSQL refuses it in any text, so
/// an event that has it is refused while its client still listens.
///
/// @see <a href="https://www.postgresql.org/docs/18/datatype-json.html">PostgreSQL: JSON types</a>
final class UnstorableText {
    private UnstorableText() {}

    static boolean isIn(Slice json) {
        byte[] body = json.body();
        for (int i = json.from(); i < json.to() - 5; i++) {
            if (body[i] == '\\') {
                i++; // whatever is escaped, a backslash included, is read as one
                boolean isNul = body[i] == 'u'
                        && body[i + 1] == '0'
                        && body[i + 2] == '0'
                        && body[i + 3] == '0'
                        && body[i + 4] == '0';
                if (isNul) {
                    return true;
                }
            }
        }
        return false;
    }
}
