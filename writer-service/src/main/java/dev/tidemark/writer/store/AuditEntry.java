package dev.tidemark.writer.store;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What somebody did.
///
/// @param id     grows from entry to entry
/// @param who    the subject of the token
/// @param action what was done
/// @param target to what
/// @param why    as it was put
/// @param detail what else there is to know
@RegisterForReflection
public record AuditEntry(
        long id,
        Instant at,
        String who,
        String action,
        String target,
        @Nullable String why,
        JsonNode detail) {}
