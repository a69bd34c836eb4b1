package dev.tidemark.ingest.publishing;

import dev.tidemark.common.event.Lane;
import dev.tidemark.common.topic.TopicCheck;
import dev.tidemark.common.topic.Topics;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Ready when Kafka answers and has the lanes as the contract wants them; otherwise it says what is wrong.
@Readiness
@ApplicationScoped
class KafkaReadiness implements HealthCheck {
    private final Publisher publisher;
    private final Admin admin;

    KafkaReadiness(Publisher publisher, KafkaConfig config) {
        this.publisher = publisher;
        Map<String, Object> settings = new HashMap<>(config.client());
        settings.put("bootstrap.servers", config.bootstrapServers());
        settings.put("client.id", "tidemark-ingest-health");
        this.admin = Admin.create(settings);
    }

    @Override
    public HealthCheckResponse call() {
        List<String> faults = faults();
        var response = HealthCheckResponse.named("kafka");
        return faults.isEmpty()
                ? response.up().build()
                : response.down().withData("faults", String.join("; ", faults)).build();
    }

    private List<String> faults() {
        List<String> faults = TopicCheck.faults(
                admin, Stream.of(Lane.values()).map(Topics::of).toList());
        if (!faults.isEmpty()) {
            return faults;
        }
        try {
            publisher.warmUp();
            return publisher.isTurningAway()
                    ? List.of("requests are turned away for a second: Kafka did not acknowledge in time")
                    : List.of();
        } catch (KafkaException silent) {
            return List.of(
                    "the producer cannot see the lanes: " + silent.getClass().getSimpleName());
        }
    }

    @PreDestroy
    void close() {
        admin.close();
    }
}
