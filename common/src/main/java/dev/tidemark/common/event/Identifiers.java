package dev.tidemark.common.event;

/// The one alphabet of client-made identifiers.
final class Identifiers {
    static final int MAX_LENGTH = 128;

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
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '.'
                || c == '_'
                || c == ':'
                || c == '-';
    }
}
