package dev.tidemark.system.guarantee;

/// What never becomes a row, however often it is tried.
enum Poison {
    /// Bytes that are no JSON.
    NO_JSON,
    /// A type that is known, in a version that is not.
    UNKNOWN_VERSION,
    /// An event in all its form, with a text that PostgreSQL cannot hold (SQLSTATE 22P05).
    REFUSED_BY_STORE;

    /// Such a value.
    String text(String id, String session, String occurredAt) {
        String event = """
                {"id": "%s", "type": "%s", "session_id": "%s", "occurred_at": "%s", "data": {"url": "%s"}}""";
        return switch (this) {
            case NO_JSON -> "\u0001 no JSON " + id;
            case UNKNOWN_VERSION -> event.formatted(id, "page.visited.v9", session, occurredAt, "https://example.org/");
            case REFUSED_BY_STORE -> event.formatted(id, "page.visited", session, occurredAt, "a\\u0000b");
        };
    }
}
