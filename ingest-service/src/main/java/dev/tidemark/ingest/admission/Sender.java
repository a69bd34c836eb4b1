package dev.tidemark.ingest.admission;

import dev.tidemark.common.event.UserId;

/// Who sends a request.
///
/// @param user      the token's subject
/// @param isBackend whether it may name other users
public record Sender(UserId user, boolean isBackend) {}
