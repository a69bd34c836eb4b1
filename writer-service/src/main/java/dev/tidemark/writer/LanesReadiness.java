package dev.tidemark.writer;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Ready when every source is worked on; otherwise it says what each waits for. A lane that the flood breaker stopped
/// waits for an operator, who needs this service to resume it.
@Readiness
@ApplicationScoped
class LanesReadiness implements HealthCheck {
    private final Workers workers;

    LanesReadiness(Workers workers) {
        this.workers = workers;
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("lanes");
        boolean allWork = !workers.all().isEmpty();
        for (Workers.Worker worker : workers.all()) {
            LaneState state = worker.progress().state();
            allWork &= state.isReady() && worker.thread().isAlive();
            response.withData(worker.thread().getName(), state.label());
        }
        return response.status(allWork).build();
    }
}
