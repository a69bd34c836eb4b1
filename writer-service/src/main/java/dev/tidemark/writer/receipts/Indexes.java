package dev.tidemark.writer.receipts;

import dev.tidemark.access.Problem;
import java.util.BitSet;

/// Indexes of events in a request, as a client lists them: `3,17,18`.
final class Indexes {
    private static final int LONGEST_LIST = 64 << 10;

    private Indexes() {}

    /// Reads a list; an empty one lists nothing.
    ///
    /// @throws Problem 400 when it is none
    static BitSet read(String list) {
        BitSet indexes = new BitSet();
        if (list.isEmpty()) {
            return indexes;
        }
        if (list.length() > LONGEST_LIST) {
            throw refusal();
        }
        for (String index : list.split(",", -1)) {
            if (!index.matches("\\d{1,5}")) {
                throw refusal();
            }
            indexes.set(Integer.parseInt(index));
        }
        return indexes;
    }

    private static Problem refusal() {
        return Problem.of(400, "invalid_without", "without must list indexes of events, like 3,17,18.");
    }
}
