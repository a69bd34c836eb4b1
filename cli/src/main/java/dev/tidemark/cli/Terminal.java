package dev.tidemark.cli;

import java.util.List;
import org.jline.utils.WCWidth;

/// What a person reads on. Whatever others wrote goes through [#safe] or [#safeLines] on its way there: any client can
/// put sequences into an event that move the cursor, rename the window, or turn the text around.
///
/// What is a terminal only the script that starts this can tell: `tidemark.terminal` has those of `in`, `out` and `err`
/// that are, `tidemark.columns` how wide it is.
public final class Terminal {
    private static final int USUAL_COLUMNS = 80;

    private Terminal() {}

    /// A text in one line in which every character can be seen. What controls a terminal, turns the direction of
    /// writing, has no width, ends a line or is no character is written as in JSON, `\u001b` for example; so JSON
    /// stays the same JSON.
    public static String safe(String text) {
        return escape(text, false);
    }

    /// The same for a text of several lines, which stay lines.
    public static String safeLines(String text) {
        return escape(text, true);
    }

    private static String escape(String text, boolean keepsLines) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(character -> {
            if (!isUnsafe(character) || (keepsLines && character == '\n')) {
                safe.appendCodePoint(character);
            } else {
                for (char unit : Character.toChars(character)) {
                    safe.append(escaped(unit));
                }
            }
        });
        return safe.toString();
    }

    private static boolean isUnsafe(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    private static String escaped(char unit) {
        return switch (unit) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> "\\u%04x".formatted((int) unit);
        };
    }

    /// How many columns a safe text takes.
    static int width(String text) {
        return text.codePoints().map(Terminal::widthOf).sum();
    }

    /// As much of a safe text as fits, with `…` where it is cut.
    ///
    /// @param columns at least 1
    static String cut(String text, int columns) {
        if (width(text) <= columns) {
            return text;
        }
        int end = 0;
        int width = 0;
        while (width + widthOf(text.codePointAt(end)) < columns) {
            width += widthOf(text.codePointAt(end));
            end = text.offsetByCodePoints(end, 1);
        }
        return text.substring(0, end) + "…";
    }

    private static int widthOf(int character) {
        return Math.max(0, WCWidth.wcwidth(character));
    }

    /// Whether somebody can be asked.
    public static boolean canAsk() {
        return is("in");
    }

    /// Whether somebody reads standard output as it comes.
    public static boolean isOutput() {
        return is("out");
    }

    /// Whether somebody reads standard error as it comes.
    static boolean isError() {
        return is("err");
    }

    /// How long a line of standard output may be; as long as it likes where that is no terminal.
    static int columns() {
        if (!isOutput()) {
            return Integer.MAX_VALUE;
        }
        int columns = Integer.getInteger("tidemark.columns", USUAL_COLUMNS);
        return columns < 1 ? USUAL_COLUMNS : columns; // some terminals say that they have none
    }

    private static boolean is(String stream) {
        return List.of(System.getProperty("tidemark.terminal", "").strip().split(" +", -1))
                .contains(stream);
    }
}
