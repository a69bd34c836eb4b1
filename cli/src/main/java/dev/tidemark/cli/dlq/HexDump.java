package dev.tidemark.cli.dlq;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// Bytes that are no text, for people.
final class HexDump {
    private static final int ROW = 16;
    private static final HexFormat SPACED = HexFormat.ofDelimiter(" ");

    private HexDump() {}

    /// Lines of 16 bytes each: where they begin, they, and what of them is printable ASCII.
    ///
    /// @param most how many bytes at most
    static List<String> of(byte[] bytes, int most) {
        List<String> lines = new ArrayList<>();
        int end = Math.min(bytes.length, most);
        for (int from = 0; from < end; from += ROW) {
            int to = Math.min(from + ROW, end);
            StringBuilder printable = new StringBuilder(ROW);
            for (int i = from; i < to; i++) {
                printable.append(bytes[i] >= ' ' && bytes[i] < 0x7F ? (char) bytes[i] : '.');
            }
            lines.add("%08x  %-47s  %s".formatted(from, SPACED.formatHex(bytes, from, to), printable));
        }
        return lines;
    }
}
