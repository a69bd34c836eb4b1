package dev.tidemark.writer;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/// Alive while every thread that should work does. Waiting for the store, for Kafka, for an operator or for a due time
/// is
/// alive.
@Liveness
@ApplicationScoped
class LanesLiveness implements HealthCheck {
    /// Longer than any one step may take: a transaction of a statement a table, each of which has 30 s.
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Workers workers;

    LanesLiveness(Workers workers) {
        this.workers = workers;
    }

    @Override
    public HealthCheckResponse call() {
        boolean allRun = workers.all().stream()
                .allMatch(worker -> worker.progress().state() == LaneState.STOPPED
                        || (worker.thread().isAlive() && !worker.progress().isStuck(PATIENCE)));
        return HealthCheckResponse.named("lane threads").status(allRun).build();
    }
}
