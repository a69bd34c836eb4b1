package dev.tidemark.writer.kafka;

import dev.tidemark.common.topic.TopicCheck;
import dev.tidemark.common.topic.Topics;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.apache.kafka.clients.admin.Admin;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/// Ready when Kafka answers and has every topic as the contract wants it; otherwise it says what is wrong.
@Readiness
@ApplicationScoped
class TopicsReadiness implements HealthCheck {
    private static final Logger LOG = Logger.getLogger(TopicsReadiness.class);

    private final Admin admin;
    private final TopicCheck topics;

    TopicsReadiness(KafkaConfig config) {
        this.admin = Admin.create(config.common("tidemark-writer-health"));
        this.topics = new TopicCheck(
                admin, config.topics().replication(), config.topics().minInSync());
    }

    /// Says at the start what is wrong, whether or not anybody asks.
    void start(@Observes StartupEvent starting) {
        Thread.ofVirtual().start(() -> topics.of(Topics.all())
                .all()
                .forEach(finding -> LOG.warnf("kafka is not as it should be: %s", finding)));
    }

    @Override
    public HealthCheckResponse call() {
        TopicCheck.Findings found = topics.of(Topics.all());
        var response = HealthCheckResponse.named("kafka").status(found.faults().isEmpty());
        if (!found.faults().isEmpty()) {
            response.withData("faults", String.join("; ", found.faults()));
        }
        if (!found.warnings().isEmpty()) {
            response.withData("warnings", String.join("; ", found.warnings()));
        }
        return response.build();
    }

    @PreDestroy
    void close() {
        admin.close(Duration.ZERO); // what is still asked, nobody waits for
    }
}
