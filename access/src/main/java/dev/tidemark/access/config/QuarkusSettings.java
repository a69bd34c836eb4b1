package dev.tidemark.access.config;

import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.util.List;
import java.util.Optional;

/// What Quarkus itself reads and operators are meant to set. It knows many more settings; those are its own affair, and
/// some would break what the service promises.
public interface QuarkusSettings {
    /// The address that the service listens on.
    @WithName("quarkus.http.host")
    @WithDefault("0.0.0.0")
    String httpHost();

    /// Whether pages of other origins may call at all. Without it browsers refuse them; programs, and extensions with
    /// host permissions, do not ask.
    @WithName("quarkus.http.cors.enabled")
    @WithDefault("false")
    boolean cors();

    /// Those origins, those of extensions too. `*` opens the service to every page that a user visits; production
    /// refuses it.
    @WithName("quarkus.http.cors.origins")
    @Example("https://app.example.com,chrome-extension://abcdefghijklmnopabcdefghijklmnop")
    Optional<List<String>> corsOrigins();

    /// Whether each request gets a line in the log: address of the peer, method, path, status, bytes.
    @WithName("quarkus.http.access-log.enabled")
    @WithDefault("false")
    boolean accessLog();

    /// How tokens are signed.
    @WithName("mp.jwt.verify.publickey.algorithm")
    @WithDefault("RS256")
    String tokenAlgorithm();

    /// The least level that is logged. `DEBUG` tells much, but no secret and no payload.
    @WithName("quarkus.log.level")
    @WithDefault("INFO")
    String logLevel();

    /// Whether no traces are sent.
    @WithName("quarkus.otel.sdk.disabled")
    @WithDefault("true")
    boolean tracesOff();

    /// The collector that traces are sent to, over gRPC.
    @WithName("quarkus.otel.exporter.otlp.endpoint")
    @WithDefault("http://localhost:4317")
    String tracesTo();
}
