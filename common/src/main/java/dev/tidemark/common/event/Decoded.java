package dev.tidemark.common.event;

import org.jspecify.annotations.Nullable;

/// What reading an event gave.
public sealed interface Decoded {
    /// The event.
    record Valid(Event event) implements Decoded {}

    /// The reason why it is no event.
    ///
    /// @param code   stable, for programs
    /// @param detail for people: what is wrong, where, and what would be right; never a value of the event's
    /// @param id     the event's id where that at least could be read
    record Unreadable(Code code, String detail, @Nullable EventId id) implements Decoded {}

    /// The ways in which an event can be unreadable.
    enum Code {
        /// The text is no JSON object.
        INVALID_JSON,
        /// A required field is missing.
        MISSING_FIELD,
        /// A field is not of its form.
        INVALID_FIELD,
        /// A time is no time, or too early to be one.
        INVALID_TIME,
        /// No such type.
        UNKNOWN_TYPE,
        /// A type that is known, in a version that is not.
        UNKNOWN_VERSION,
        /// Too many bytes.
        TOO_LARGE,
        /// A name stands twice in one object.
        DUPLICATE_NAME,
        /// Too many attributes, or one that is too large.
        ATTRIBUTE_LIMIT,
        /// A text or a number that no store could hold.
        UNSTORABLE_VALUE;

        /// The code as it stands in answers and headers.
        public String wireName() {
            return switch (this) {
                case INVALID_JSON -> "invalid_json";
                case MISSING_FIELD -> "missing_field";
                case INVALID_FIELD -> "invalid_field";
                case INVALID_TIME -> "invalid_time";
                case UNKNOWN_TYPE -> "unknown_type";
                case UNKNOWN_VERSION -> "unknown_version";
                case TOO_LARGE -> "event_too_large";
                case DUPLICATE_NAME -> "duplicate_name";
                case ATTRIBUTE_LIMIT -> "attribute_limit";
                case UNSTORABLE_VALUE -> "unstorable_value";
            };
        }
    }
}
