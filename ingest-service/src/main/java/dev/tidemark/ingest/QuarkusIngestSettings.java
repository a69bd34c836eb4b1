package dev.tidemark.ingest;

import dev.tidemark.access.config.Bounds;
import dev.tidemark.access.config.QuarkusSettings;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;

/// What Quarkus itself reads of ingest's settings.
interface QuarkusIngestSettings extends QuarkusSettings {
    /// The port of the API, and of its description at `/q/openapi`.
    @WithName("quarkus.http.port")
    @WithDefault("8080")
    @Bounds(max = 65_535)
    int port();

    /// The port of `/q/health/live`, `/q/health/ready` and `/q/metrics`; keep it inside.
    @WithName("quarkus.management.port")
    @WithDefault("9000")
    @Bounds(max = 65_535)
    int managementPort();

    /// How long a stop goes on serving once readiness is down: as long as load balancers take to follow; 5 s in
    /// Kubernetes.
    @WithName("quarkus.shutdown.delay")
    @WithDefault("1s")
    @Bounds(min = 0)
    Duration shutdownDelay();

    /// How long a stop then waits for what is under way: more than a request takes.
    @WithName("quarkus.shutdown.timeout")
    @WithDefault("12s")
    Duration shutdownTimeout();
}
