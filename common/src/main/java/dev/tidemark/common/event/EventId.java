package dev.tidemark.common.event;

/// An event's idempotency key: minted by the client, stable over its retries, unique per user.
///
/// @param value 1 to 128 characters of `[A-Za-z0-9._:-]`
public record EventId(String value) {
    public EventId {
        Identifiers.require(value, "an event id");
    }

    @Override
    public String toString() {
        return value;
    }
}
