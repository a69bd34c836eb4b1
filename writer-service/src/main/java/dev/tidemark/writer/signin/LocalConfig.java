package dev.tidemark.writer.signin;

import dev.tidemark.access.config.Example;
import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/// What a local stack sets, and nobody else.
@ConfigMapping(prefix = "tidemark.local")
public interface LocalConfig {
    /// The file of a private key that signs tokens for a browser on this machine, so that it can sign in by a button.
    /// `./tidemark up` sets it; production refuses it.
    @Example("/home/me/tidemark/.tidemark/keys/private.pem")
    Optional<Path> signInKey();
}
