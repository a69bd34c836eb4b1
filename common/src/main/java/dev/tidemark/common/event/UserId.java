package dev.tidemark.common.event;

/// Whom an event is about: the token's subject, or whom a trusted back end named.
///
/// @param value 1 to 256 characters, none of them a control character or an unpaired surrogate
public record UserId(String value) {
    /// The longest user, in UTF-16 units.
    public static final int MAX_LENGTH = 256;

    public UserId {
        if (!isValid(value)) {
            throw new IllegalArgumentException(
                    "a user has 1 to 256 characters, none of them a control character or an unpaired surrogate");
        }
    }

    /// Whether this text can name a user.
    public static boolean isValid(String text) {
        if (text.isEmpty() || text.length() > MAX_LENGTH) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c)) {
                return false;
            }
            if (Character.isSurrogate(c)) {
                boolean paired = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!paired) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return value;
    }
}
