package dev.tidemark.writer.liveness;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/// Alive unless Streams has given up. Waiting for Kafka, for others or for its state is alive.
@Liveness
@ApplicationScoped
class LivenessHealth implements HealthCheck {
    private final LivenessService service;

    LivenessHealth(LivenessService service) {
        this.service = service;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("abandoned sessions")
                .status(service.isAlive())
                .build();
    }
}
