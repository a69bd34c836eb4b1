package dev.tidemark.common.event;

/// A session's name, unique per user.
///
/// @param value 1 to 128 characters of `[A-Za-z0-9._:-]`
public record SessionId(String value) {
    public SessionId {
        Identifiers.require(value, "a session id");
    }

    @Override
    public String toString() {
        return value;
    }
}
