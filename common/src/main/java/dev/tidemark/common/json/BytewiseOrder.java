package dev.tidemark.common.json;

import java.util.Comparator;

/// The order of texts by their UTF-8 bytes: PostgreSQL's `COLLATE "C"`. It differs from [String#compareTo], which
/// compares UTF-16 units and so puts characters beyond U+FFFF before U+E000.
public enum BytewiseOrder implements Comparator<String> {
    /// The one order.
    BYTEWISE;

    @Override
    public int compare(String a, String b) {
        int shared = Math.min(a.length(), b.length());
        for (int i = 0; i < shared; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                return Character.compare(inCodePointOrder(x), inCodePointOrder(y));
            }
        }
        return Integer.compare(a.length(), b.length());
    }

    /// Rotates the surrogates behind U+E000 to U+FFFF, where the characters that they stand for belong.
    private static char inCodePointOrder(char c) {
        if (c < Character.MIN_SURROGATE) {
            return c;
        }
        return (char) (c <= Character.MAX_SURROGATE ? c + 0x2000 : c - 0x800);
    }
}
