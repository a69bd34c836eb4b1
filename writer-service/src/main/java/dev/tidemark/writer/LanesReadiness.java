package dev.tidemark.writer;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Ready when every lane takes what comes; otherwise it says what each waits for.
@Readiness
@ApplicationScoped
class LanesReadiness implements HealthCheck {
    private final Lanes lanes;

    LanesReadiness(Lanes lanes) {
        this.lanes = lanes;
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("lanes");
        boolean allWork = !lanes.workers().isEmpty();
        for (Lanes.Worker worker : lanes.workers()) {
            LaneState state = worker.consumer().state();
            allWork &= state == LaneState.WORKING && worker.thread().isAlive();
            response.withData(worker.thread().getName(), state.name().toLowerCase(Locale.ROOT));
        }
        return response.status(allWork).build();
    }
}
