package dev.tidemark.bench;

import java.io.PrintWriter;
import java.util.Locale;

/// Tells whoever waits what is going on.
///
/// @param err where
public record Progress(PrintWriter err) {
    /// One line.
    @SuppressWarnings("AnnotateFormatMethod") // its annotation is in a library that nothing else needs
    public void tell(String what, Object... values) {
        err.println("  " + String.format(Locale.ROOT, what, values));
    }
}
