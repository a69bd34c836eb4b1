package dev.tidemark.ingest.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaConfigTest {
    @Test
    void itHasTheseDefaultsAndItsDeadlinesNest() {
        KafkaConfig config = read(Map.of("tidemark.kafka.bootstrap-servers", "k:1"));

        assertThat(config.maxBlock()).isEqualTo(Duration.ofMillis(500));
        assertThat(config.delivery()).isEqualTo(Duration.ofSeconds(8)).isGreaterThan(config.maxBlock());
        assertThat(config.request()).isEqualTo(Duration.ofSeconds(10)).isGreaterThan(config.delivery());
        assertThat(config.linger()).isEqualTo(Duration.ofMillis(2));
        assertThat(config.topics().replication()).isEqualTo(3);
        assertThat(config.topics().minInSync()).isEqualTo(2);
        assertThat(config.client()).isEmpty();
    }

    @Test
    void itIsConfiguredByTheseNames() {
        KafkaConfig config = read(Map.of(
                "tidemark.kafka.bootstrap-servers", "k:1",
                "tidemark.kafka.max-block", "1s",
                "tidemark.kafka.delivery", "2s",
                "tidemark.kafka.request", "3s",
                "tidemark.kafka.linger", "4ms",
                "tidemark.kafka.topics.replication", "5",
                "tidemark.kafka.topics.min-in-sync", "4",
                "tidemark.kafka.client.\"security.protocol\"", "SSL"));

        assertThat(config.bootstrapServers()).isEqualTo("k:1");
        assertThat(config.maxBlock()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.delivery()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.request()).isEqualTo(Duration.ofSeconds(3));
        assertThat(config.linger()).isEqualTo(Duration.ofMillis(4));
        assertThat(config.topics().replication()).isEqualTo(5);
        assertThat(config.topics().minInSync()).isEqualTo(4);
        assertThat(config.client()).containsEntry("security.protocol", "SSL");
    }

    private static KafkaConfig read(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 300, new DurationConverter())
                .withMapping(KafkaConfig.class)
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build()
                .getConfigMapping(KafkaConfig.class);
    }
}
