package dev.tidemark.access;

import dev.tidemark.access.config.Example;
import io.smallrye.config.ConfigMapping;

/// Whose tokens are good. There is no default: a service that trusts nobody in particular must not start.
@ConfigMapping(prefix = "tidemark.auth")
public interface AuthConfig {
    /// The `iss` of every token.
    @Example("https://login.example.com/")
    String issuer();

    /// What `aud` of every token must contain.
    @Example("tidemark")
    String audience();

    /// Where the keys that verify tokens are: the URL of a JWKS, or of a PEM file (`file:/…/public.pem`).
    @Example("https://login.example.com/.well-known/jwks.json")
    String keys();
}
