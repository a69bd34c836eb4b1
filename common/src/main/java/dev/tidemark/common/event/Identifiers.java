package dev.tidemark.common.event;

/// The one alphabet of client-made identifiers.
final class Identifiers {
    static final int MAX_LENGTH = 128;

    private static final boolean[] ALLOWED = new boolean[128];

    static {
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._:-"
                .chars()
                .forEach(c -> ALLOWED[c] = true);
    }

    private Identifiers() {}

    static boolean isValid(String text) {
        if (text.isEmpty() || text.length() > MAX_LENGTH) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (!isAllowed(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    static void require(String text, String what) {
        if (!isValid(text)) {
            throw new IllegalArgumentException(what + " has 1 to 128 characters of [A-Za-z0-9._:-]");
        }
    }

    private static boolean isAllowed(char c) {
        return c < ALLOWED.length && ALLOWED[c];
    }
}
