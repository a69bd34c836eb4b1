package dev.tidemark.writer.kafka;

import dev.tidemark.common.topic.TopicCheck;
import dev.tidemark.common.topic.Topics;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Ready when Kafka answers and has every topic as the contract wants it; otherwise it says what is wrong.
@Readiness
@ApplicationScoped
class TopicsReadiness implements HealthCheck {
    private final Admin admin;

    TopicsReadiness(KafkaConfig config) {
        this.admin = Admin.create(config.common("tidemark-writer-health"));
    }

    @Override
    public HealthCheckResponse call() {
        List<String> faults = TopicCheck.faults(admin, Topics.all());
        var response = HealthCheckResponse.named("kafka");
        return faults.isEmpty()
                ? response.up().build()
                : response.down().withData("faults", String.join("; ", faults)).build();
    }

    @PreDestroy
    void close() {
        admin.close();
    }
}
