package dev.tidemark.ingest.admission;

import dev.tidemark.access.AuthConfig;
import dev.tidemark.access.Problem;
import dev.tidemark.access.config.Example;
import dev.tidemark.common.event.UserId;
import io.quarkus.runtime.Startup;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.DefaultJWTParser;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTParser;
import io.smallrye.jwt.auth.principal.ParseException;
import io.smallrye.jwt.build.Jwt;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.crypto.SecretKey;
import org.eclipse.microprofile.jwt.JsonWebToken;

/// Tokens for the moment when a page closes: a beacon carries no headers, so its token stands in the body, is good for
/// ten minutes and for nothing but writing as its own user.
@Startup
@ApplicationScoped
public class BeaconTokens {
    private static final String GROUP = "tidemark-beacon";

    private final AuthConfig auth;
    private final Duration ttl;
    private final List<SecretKey> secrets;
    /// One for each secret: a parser keeps the first key that it was used with.
    private final List<JWTParser> parsers;

    /// By what beacon tokens are signed.
    @ConfigMapping(prefix = "tidemark.beacon")
    public interface Config {
        /// Secrets, of at least 32 characters each: the first signs, all of them verify. All instances need the same.
        /// Without any, there are no beacon tokens.
        @Example("$(openssl rand -base64 32)")
        Optional<List<BeaconSecret>> secrets();

        /// How long a beacon token is good for. Longer spares calls, and a stolen one lasts longer.
        @WithDefault("10m")
        Duration ttl();
    }

    BeaconTokens(AuthConfig auth, Config config) {
        this.auth = auth;
        this.ttl = config.ttl();
        this.secrets = config.secrets().orElse(List.of()).stream()
                .map(BeaconSecret::key)
                .toList();
        this.parsers = secrets.stream().map(secret -> parser(secret, auth)).toList();
    }

    /// A new token.
    ///
    /// @throws Problem 503 when none can be signed here
    public String mint(UserId user) {
        if (secrets.isEmpty()) {
            throw Problem.of(
                    503,
                    "beacon_not_configured",
                    "No beacon token can be signed here: TIDEMARK_BEACON_SECRETS is not set.");
        }
        return Jwt.issuer(auth.issuer())
                .audience(auth.audience())
                .subject(user.value())
                .groups(Set.of(GROUP))
                .expiresIn(ttl)
                .jws()
                .algorithm(SignatureAlgorithm.HS256)
                .sign(secrets.getFirst());
    }

    /// How long a token is good for.
    public Duration ttl() {
        return ttl;
    }

    /// The sender that a beacon token names, never a back end.
    ///
    /// @throws Problem 401 when it is none of ours, or no longer
    public Sender verify(Optional<String> token) {
        for (JWTParser parser : parsers) {
            try {
                JsonWebToken verified = parser.parse(token.orElse(""));
                if (verified.getGroups().contains(GROUP) && UserId.isValid(String.valueOf(verified.getSubject()))) {
                    return new Sender(new UserId(verified.getSubject()), false);
                }
            } catch (ParseException notBySecret) {
                // The next one may have signed it.
            }
        }
        throw Problem.of(
                        401,
                        "unauthorized",
                        "The body needs a member token with a beacon token; POST /api/v1/beacon-token gives one.")
                .with("WWW-Authenticate", "Bearer");
    }

    private static JWTParser parser(SecretKey secret, AuthConfig auth) {
        JWTAuthContextInfo trusted = new JWTAuthContextInfo();
        trusted.setIssuedBy(auth.issuer());
        trusted.setExpectedAudience(Set.of(auth.audience()));
        trusted.setSecretVerificationKey(secret);
        trusted.setSignatureAlgorithm(Set.of(SignatureAlgorithm.HS256));
        return new DefaultJWTParser(trusted, new DefaultJWTCallerPrincipalFactory());
    }
}
