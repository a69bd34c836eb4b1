package dev.tidemark.writer.letters;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidemark.writer.store.Death.Kind;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What letters of one cause have in common: their failure, their type, and what was the matter without the ids,
/// numbers, times and values that differ from letter to letter. Names of tables, columns and the like stay: another
/// column is another cause.
final class Fingerprint {
    private static final int DIGITS = 16;
    private static final int LONGEST = 500;
    private static final char NO_TEXT = '\u0000';

    /// What stands for what, in the order in which it is looked for. None looks back further than a word, so that a
    /// hostile text costs no more than its length.
    private static final List<Rule> RULES = List.of(
            // PostgreSQL's details quote rows: Key (a, b)=(1, x) already exists; Failing row contains (1, x, null).
            rule("\\)=\\([^)]*+\\)", ")=(…)"),
            rule("contains \\(.*\\)", "contains (…)"),
            rule("[a-z][a-z0-9+.-]{1,15}://[^\\s\"'`]++", "<url>"),
            // What is quoted is a value, unless a word before it says that it is a name.
            rule(
                    "\\b(column|relation|table|constraint|index|type|domain|function|operator|schema|sequence|encoding|"
                            + "parameter|header|topic|role|database) \"([^\"\\n]{1,63}+)\"",
                    "$1 «$2»"),
            rule("\"[^\"\\n]*+\"", "<value>"),
            rule("(?<![\\p{L}\\p{N}])'[^'\\n]*+'(?![\\p{L}\\p{N}])", "<value>"),
            rule("`[^`\\n]*+`", "<value>"),
            rule("(?i)\\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\b", "<id>"),
            rule(
                    "\\b\\d{4}-\\d{2}-\\d{2}(?:[T ]\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d{1,9})?)?"
                            + "(?:Z|[+-]\\d{2}(?::?\\d{2})?)?)?(?![\\p{L}\\p{N}])",
                    "<time>"),
            rule("(?i)\\b0x[0-9a-f]++\\b", "<number>"),
            // Long words of letters and digits, and long hexadecimal ones, were made by no person.
            rule("\\b(?=[0-9a-f]{0,63}\\d)[0-9a-f]{8,64}\\b", "<id>"),
            rule("\\b(?=[A-Za-z]{0,63}\\d)(?=\\d{0,63}[A-Za-z])[A-Za-z0-9]{16,64}\\b", "<id>"),
            // A state of SQL is a name as well.
            rule("(?<!SQLSTATE )(?<![\\p{L}\\p{N}«])[-+]?\\d++(?:[.,]\\d++)*+(?![\\p{L}\\p{N}])", "<number>"));

    private static final Pattern NAME = Pattern.compile("«([^»]*+)»");

    private Fingerprint() {}

    private record Rule(Pattern what, String by) {}

    private static Rule rule(String what, String by) {
        return new Rule(Pattern.compile(what), by);
    }

    /// The group of a letter.
    static Kind of(String failure, @Nullable String type, @Nullable String detail) {
        String message = normalised(detail == null ? "" : detail);
        String all = failure + NO_TEXT + (type == null ? "" : type) + NO_TEXT + message;
        return new Kind(HexFormat.of().formatHex(sha256(all)).substring(0, DIGITS), message);
    }

    /// A text without what differs from letter to letter.
    static String normalised(String detail) {
        String text = detail.replaceAll("[\\s\\p{Cc}]++", " ").strip();
        for (Rule rule : RULES) {
            text = rule.what().matcher(text).replaceAll(rule.by());
        }
        text = NAME.matcher(text).replaceAll("\"$1\"");
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
