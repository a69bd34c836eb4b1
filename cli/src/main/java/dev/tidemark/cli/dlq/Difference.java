package dev.tidemark.cli.dlq;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import dev.tidemark.cli.Terminal;
import java.util.List;

/// What an edit changes, line by line; JSON in lines of its own.
final class Difference {
    private static final int CONTEXT = 3;

    private Difference() {}

    /// It as `diff -u` has it, safe for a terminal; says so where there is none but the form.
    static List<String> between(Payload before, Payload after) {
        List<String> old = lines(before);
        List<String> edited = lines(after);
        List<String> lines =
                UnifiedDiffUtils.generateUnifiedDiff("before", "after", old, DiffUtils.diff(old, edited), CONTEXT);
        return lines.isEmpty() ? List.of("only blanks and line ends differ") : lines;
    }

    private static List<String> lines(Payload payload) {
        return payload.text()
                .map(text -> Terminal.safeLines(PrettyJson.of(text)).lines().toList())
                .orElseGet(() -> HexDump.of(payload.bytes(), payload.bytes().length));
    }
}
