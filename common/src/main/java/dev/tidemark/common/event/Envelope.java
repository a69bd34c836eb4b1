package dev.tidemark.common.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What every event says, whatever its type.
///
/// @param id         the idempotency key
/// @param session    the session it belongs to; always there for `session.*`
/// @param occurredAt the client's clock, to the microsecond
/// @param clientTime the same exactly as the client wrote it, by RFC 3339
/// @param priority   the client's wish about the lane
/// @param user       whom a back end named; the writer never reads it here, only in the record's headers
public record Envelope(
        EventId id,
        @Nullable SessionId session,
        Instant occurredAt,
        String clientTime,
        @Nullable Priority priority,
        @Nullable UserId user) {}
