package dev.tidemark.writer;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/// Alive while every thread that should work does. Waiting for the store or for Kafka is alive.
@Liveness
@ApplicationScoped
class LanesLiveness implements HealthCheck {
    private final Lanes lanes;

    LanesLiveness(Lanes lanes) {
        this.lanes = lanes;
    }

    @Override
    public HealthCheckResponse call() {
        boolean allRun = lanes.workers().stream()
                .allMatch(
                        worker -> worker.thread().isAlive() || worker.consumer().state() == LaneState.STOPPED);
        return HealthCheckResponse.named("lane threads").status(allRun).build();
    }
}
