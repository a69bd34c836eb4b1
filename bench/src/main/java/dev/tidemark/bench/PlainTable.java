package dev.tidemark.bench;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/// Rows of a report for people.
///
/// @param out where to
public record PlainTable(PrintWriter out) {
    /// A row of a name and columns.
    public void row(String what, String... columns) {
        StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "%-42s", what));
        List.of(columns).forEach(column -> row.append(String.format(Locale.ROOT, " %12s", column)));
        line("%s", row);
    }

    /// A row of a name and numbers.
    ///
    /// @param format of each number
    public void numbers(String what, String format, double... numbers) {
        row(
                what,
                DoubleStream.of(numbers)
                        .mapToObj(value -> number(format, value))
                        .toArray(String[]::new));
    }

    /// The median, the least and the most.
    ///
    /// @param format of each number
    public void spread(String what, String format, Spread spread) {
        numbers(what, format, spread.median(), spread.min(), spread.max());
    }

    /// Text.
    @SuppressWarnings("AnnotateFormatMethod") // its annotation is in a library that nothing else needs
    public void line(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values).stripTrailing());
    }

    /// A number.
    public static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    /// A size in megabytes.
    public static String megabytes(long bytes) {
        return number("%,.0f", bytes / 1048576.0);
    }
}
