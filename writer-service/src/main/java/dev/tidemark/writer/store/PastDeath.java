package dev.tidemark.writer.store;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A death in a letter's history.
///
/// @param failure  `<class>/<code>`
/// @param sqlState the store's word for it
/// @param attempts how often it had been tried
/// @param replay   in which replay it died; null when in none
@RegisterForReflection
public record PastDeath(
        Instant failedAt,
        String failure,
        @Nullable String detail,
        @Nullable String sqlState,
        int attempts,
        @Nullable UUID replay) {}
