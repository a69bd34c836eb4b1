package dev.tidemark.ingest.publishing;

import dev.tidemark.common.event.Lane;
import dev.tidemark.common.topic.TopicCheck;
import dev.tidemark.common.topic.Topics;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/// Ready when Kafka answers and has the lanes as the contract wants them; otherwise it says what is wrong.
@Readiness
@ApplicationScoped
class KafkaReadiness implements HealthCheck {
    private static final Logger LOG = Logger.getLogger(KafkaReadiness.class);

    private final Publisher publisher;
    private final Admin admin;
    private final TopicCheck topics;

    KafkaReadiness(Publisher publisher, KafkaConfig config) {
        this.publisher = publisher;
        this.admin = Admin.create(config.common("tidemark-ingest-health"));
        this.topics = new TopicCheck(
                admin, config.topics().replication(), config.topics().minInSync());
    }

    /// Says at the start what is wrong, whether or not anybody asks.
    void start(@Observes StartupEvent starting) {
        Thread.ofVirtual()
                .start(() -> lanes().all().forEach(finding -> LOG.warnf("kafka is not as it should be: %s", finding)));
    }

    @Override
    public HealthCheckResponse call() {
        TopicCheck.Findings found = lanes();
        List<String> faults = found.faults().isEmpty() ? producerFaults() : found.faults();
        var response = HealthCheckResponse.named("kafka").status(faults.isEmpty());
        if (!faults.isEmpty()) {
            response.withData("faults", String.join("; ", faults));
        }
        if (!found.warnings().isEmpty()) {
            response.withData("warnings", String.join("; ", found.warnings()));
        }
        return response.build();
    }

    private TopicCheck.Findings lanes() {
        return topics.of(Stream.of(Lane.values()).map(Topics::of).toList());
    }

    private List<String> producerFaults() {
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
        admin.close(Duration.ZERO); // what is still asked, nobody waits for
    }
}
