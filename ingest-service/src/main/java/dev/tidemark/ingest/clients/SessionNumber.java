package dev.tidemark.ingest.clients;

import dev.tidemark.common.event.UserId;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/// The numbers by which existing clients know their sessions, made here without asking anybody: below 2^53, and the
/// same
/// whenever the same user names the same session of its own.
final class SessionNumber {
    private static final long BOUND = 1L << 53;

    private SessionNumber() {}

    /// The number of a session that its client knows by an id of its own.
    static long ofLocal(UserId user, String localId) {
        return Fingerprint.of("session", user.value(), "local", localId).number();
    }

    /// The number of a session that begins: by its local id, else by the `Idempotency-Key` of its call, else a new one.
    static long ofStart(UserId user, Optional<String> localId, Optional<String> idempotencyKey) {
        return localId.map(local -> ofLocal(user, local))
                .or(() -> idempotencyKey.map(key ->
                        Fingerprint.of("session", user.value(), "key", key).number()))
                .orElseGet(() -> ThreadLocalRandom.current().nextLong(1, BOUND));
    }
}
