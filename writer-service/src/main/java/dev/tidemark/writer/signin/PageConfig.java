package dev.tidemark.writer.signin;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// What the page tells people.
@ConfigMapping(prefix = "tidemark.dashboard")
public interface PageConfig {
    /// Where clients send events: shown on an empty dashboard.
    @WithDefault("http://localhost:8080")
    String ingestUrl();
}
