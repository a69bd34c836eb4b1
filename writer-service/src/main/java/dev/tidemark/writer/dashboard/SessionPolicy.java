package dev.tidemark.writer.dashboard;

import dev.tidemark.access.Groups;
import dev.tidemark.access.Problem;
import dev.tidemark.writer.store.Scope;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/// Who may see whose sessions, decided here alone: viewers and operators everybody's, clients their own. What reads
/// sessions wants a [Scope], and only this gives one to a call.
@ApplicationScoped
class SessionPolicy {
    /// The groups that see everybody's.
    static final String[] EVERYBODYS = {Groups.VIEWER, Groups.OPERATOR};

    private final SecurityIdentity identity;
    private final JsonWebToken token;
    private final Clock clock;

    SessionPolicy(SecurityIdentity identity, JsonWebToken token, Clock clock) {
        this.identity = identity;
        this.token = token;
        this.clock = clock;
    }

    /// What the caller may see.
    ///
    /// @throws Problem 403 when that is nothing
    Scope scope() {
        if (seesEverybodys()) {
            return Scope.all();
        }
        @Nullable String user = token.getSubject();
        if (!identity.hasRole(Groups.CLIENT) || user == null || user.isEmpty()) {
            throw forbidden();
        }
        return Scope.of(user);
    }

    /// The right to see everybody's.
    ///
    /// @throws Problem 403 when the caller does not have it
    Scope.All everybodys() {
        if (!seesEverybodys()) {
            throw forbidden();
        }
        return Scope.all();
    }

    /// How long the caller may go on seeing that.
    Duration untilTokenExpires() {
        Duration left = Duration.between(clock.instant(), Instant.ofEpochSecond(token.getExpirationTime()));
        return left.isPositive() ? left : Duration.ofMillis(1);
    }

    private boolean seesEverybodys() {
        for (String group : EVERYBODYS) {
            if (identity.hasRole(group)) {
                return true;
            }
        }
        return false;
    }

    private static Problem forbidden() {
        return Problem.of(403, "forbidden", "The token names no group that may do this.");
    }
}
