package dev.tidemark.writer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.writer.batch.OperationPrefixes;
import dev.tidemark.writer.kafka.KafkaConfig;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigTest {
    @Test
    void kafkaHasTheseDefaults() {
        KafkaConfig config = read(KafkaConfig.class, Map.of("tidemark.kafka.bootstrap-servers", "k:1"));

        assertThat(config.maxPollRecords()).isEqualTo(100);
        assertThat(config.fetchMaxBytes()).isEqualTo(8 << 20);
        assertThat(config.sessionTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.delivery()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.topics().replication()).isEqualTo(3);
        assertThat(config.topics().minInSync()).isEqualTo(2);
        assertThat(config.client()).isEmpty();
    }

    @Test
    void kafkaIsConfiguredByTheseNames() {
        KafkaConfig config = read(
                KafkaConfig.class,
                Map.of(
                        "tidemark.kafka.bootstrap-servers", "k:1",
                        "tidemark.kafka.max-poll-records", "7",
                        "tidemark.kafka.fetch-max-bytes", "8",
                        "tidemark.kafka.session-timeout", "9s",
                        "tidemark.kafka.delivery", "10s",
                        "tidemark.kafka.client.\"security.protocol\"", "SSL"));

        assertThat(config.maxPollRecords()).isEqualTo(7);
        assertThat(config.fetchMaxBytes()).isEqualTo(8);
        assertThat(config.sessionTimeout()).isEqualTo(Duration.ofSeconds(9));
        assertThat(config.delivery()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.common("me"))
                .containsEntry("bootstrap.servers", "k:1")
                .containsEntry("client.id", "me")
                .containsEntry("security.protocol", "SSL");
    }

    @Test
    void expressHasOneThreadAndBulkTwoUnlessSaidOtherwise() {
        assertThat(read(Lanes.Threads.class, Map.of()).express()).isOne();
        assertThat(read(Lanes.Threads.class, Map.of()).bulk()).isEqualTo(2);
        assertThat(read(Lanes.Threads.class, Map.of("tidemark.writer.threads.express", "2"))
                        .express())
                .isEqualTo(2);
        assertThat(read(Lanes.Threads.class, Map.of("tidemark.writer.threads.bulk", "3"))
                        .bulk())
                .isEqualTo(3);
    }

    @Test
    void batchesAreBoundedInEventsAndBytes() {
        assertThat(read(BatchSize.class, Map.of()).events()).isEqualTo(1_000);
        assertThat(read(BatchSize.class, Map.of()).bytes()).isEqualTo(8 << 20);
        assertThat(read(BatchSize.class, Map.of("tidemark.writer.batch.events", "7"))
                        .events())
                .isEqualTo(7);
        assertThat(read(BatchSize.class, Map.of("tidemark.writer.batch.bytes", "8"))
                        .bytes())
                .isEqualTo(8);
    }

    @Test
    void operationsAreToldByTheirPrefixes() {
        OperationPrefixes usual = read(OperationPrefixes.class, Map.of());
        assertThat(usual.put()).containsExactly("CREATE_");
        assertThat(usual.merge()).containsExactly("UPDATE_");
        assertThat(usual.delete()).containsExactly("DELETE_");
        assertThat(read(OperationPrefixes.class, Map.of("tidemark.writer.operations.delete", "DELETE_,DROP_"))
                        .delete())
                .containsExactlyInAnyOrder("DELETE_", "DROP_");
    }

    private static <T> T read(Class<T> mapping, Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 300, new DurationConverter())
                .withMapping(mapping)
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build()
                .getConfigMapping(mapping);
    }
}
