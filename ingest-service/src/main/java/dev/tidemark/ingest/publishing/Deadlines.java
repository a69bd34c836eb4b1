package dev.tidemark.ingest.publishing;

import dev.tidemark.access.config.Fault;
import io.smallrye.config.SmallRyeConfig;
import java.util.stream.Stream;

/// What must hold between the deadlines of publishing.
public final class Deadlines {
    private Deadlines() {}

    /// They nest, so that no request ends before the fate of its events is known.
    public static Stream<Fault> nest(SmallRyeConfig config) {
        KafkaConfig kafka = config.getConfigMapping(KafkaConfig.class);
        if (kafka.maxBlock().compareTo(kafka.delivery()) >= 0) {
            return Stream.of(Fault.of(
                    "tidemark.kafka.max-block",
                    "must be less than TIDEMARK_KAFKA_DELIVERY, which is "
                            + kafka.delivery().toMillis() + " ms",
                    "500ms"));
        }
        if (kafka.delivery().compareTo(kafka.request()) >= 0) {
            return Stream.of(Fault.of(
                    "tidemark.kafka.delivery",
                    "must be less than TIDEMARK_KAFKA_REQUEST, which is "
                            + kafka.request().toMillis()
                            + " ms, or a request would end before the fate of its events is known",
                    "8s"));
        }
        return kafka.linger().multipliedBy(2).compareTo(kafka.delivery()) > 0
                ? Stream.of(Fault.of(
                        "tidemark.kafka.linger",
                        "must be at most half of TIDEMARK_KAFKA_DELIVERY, which is "
                                + kafka.delivery().toMillis() + " ms",
                        "2ms"))
                : Stream.empty();
    }
}
