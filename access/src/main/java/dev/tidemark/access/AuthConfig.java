package dev.tidemark.access;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.ConfigMapping;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;

/// Whose tokens are good. There is no default: a service that trusts nobody in particular must not start.
@ConfigMapping(prefix = "tidemark.auth")
public interface AuthConfig {
    /// The `iss` of every token.
    Optional<String> issuer();

    /// What `aud` of every token must contain.
    Optional<String> audience();

    /// Where the keys that verify tokens are: the URL of a JWKS, or of a PEM file.
    Optional<String> keys();

    /// Refuses to start without.
    @ApplicationScoped
    class Check {
        void beforeServing(@Observes StartupEvent starting, AuthConfig config) {
            require("TIDEMARK_AUTH_ISSUER", config.issuer(), "https://login.example.com/");
            require("TIDEMARK_AUTH_AUDIENCE", config.audience(), "tidemark");
            require("TIDEMARK_AUTH_KEYS", config.keys(), "https://login.example.com/.well-known/jwks.json");
        }

        private static void require(String variable, Optional<String> value, String example) {
            if (value.isEmpty()) {
                throw new IllegalStateException("no token can be verified: " + variable + " is not set. Set it, for "
                        + "example to " + example + "; on a developer's machine ./tidemark up does.");
            }
        }
    }
}
