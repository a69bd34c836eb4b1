package dev.tidemark.ingest.admission;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tidemark.access.Groups;
import dev.tidemark.access.Problem;
import dev.tidemark.common.event.UserId;
import io.smallrye.jwt.auth.principal.JWTParser;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/// Verifies bearer tokens: signature, issuer, audience and times by SmallRye JWT, groups and subject here.
///
/// A verified token is remembered for a minute, because a client sends the same one with every call and a signature
/// costs more than all the rest of a small request. So a key that is withdrawn is trusted for at most a minute longer.
@ApplicationScoped
public class Tokens {
    private static final Duration REMEMBERED = Duration.ofMinutes(1);
    private static final int MOST = 20_000;
    private static final int LONGEST = 8_192;
    private static final String SCHEME = "Bearer ";

    private final JWTParser parser;
    private final Clock clock;
    private final Cache<String, Verified> verified =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(REMEMBERED).build();

    private record Verified(Sender sender, Instant expires) {}

    Tokens(JWTParser parser, Clock clock) {
        this.parser = parser;
        this.clock = clock;
    }

    /// The sender of a token that was verified lately; this never takes long.
    public Optional<Sender> known(@Nullable String authorization) {
        Verified known = authorization == null ? null : verified.getIfPresent(authorization);
        return known == null || known.expires.isBefore(clock.instant()) ? Optional.empty() : Optional.of(known.sender);
    }

    /// The sender that an `Authorization` header names. It may have to fetch keys.
    ///
    /// @throws Problem 401 when it names none, 403 when that one may not send
    public Sender verify(@Nullable String authorization) {
        if (authorization == null
                || authorization.length() > LONGEST
                || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw unauthorized();
        }
        JsonWebToken token;
        try {
            token = parser.parse(authorization.substring(SCHEME.length()).strip());
        } catch (ParseException notVerified) {
            throw isForWantOfKeys(notVerified) ? withoutKeys() : unauthorized();
        }
        Sender sender = senderOf(token);
        verified.put(authorization, new Verified(sender, Instant.ofEpochSecond(token.getExpirationTime())));
        return sender;
    }

    /// The keys could not be fetched: nothing is known about the token.
    private static boolean isForWantOfKeys(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException) {
                return true;
            }
        }
        return false;
    }

    private static Problem withoutKeys() {
        return Problem.of(
                        503, "keys_unavailable", "The keys that verify tokens cannot be fetched; send the same again.")
                .retryAfter(Duration.ofSeconds(5));
    }

    private static Sender senderOf(JsonWebToken token) {
        boolean isBackend = token.getGroups().contains(Groups.BACKEND);
        if (!isBackend && !token.getGroups().contains(Groups.CLIENT)) {
            throw Problem.of(
                    403,
                    "forbidden",
                    "The token names no group that may send: " + Groups.CLIENT + " or " + Groups.BACKEND + ".");
        }
        return new Sender(subjectOf(token), isBackend);
    }

    static UserId subjectOf(JsonWebToken token) {
        @Nullable String subject = token.getSubject();
        if (subject == null || !UserId.isValid(subject)) {
            throw Problem.of(
                    403,
                    "invalid_subject",
                    "The token's subject cannot name a user: 1 to 256 characters, none of them control characters.");
        }
        return new UserId(subject);
    }

    static Problem unauthorized() {
        return Problem.of(401, "unauthorized", "A valid bearer token is required: Authorization: Bearer <token>.")
                .with("WWW-Authenticate", "Bearer");
    }
}
