package dev.tidemark.writer;

import static dev.tidemark.writer.Service.awaitSql;
import static dev.tidemark.writer.Service.event;
import static dev.tidemark.writer.Service.lane;
import static dev.tidemark.writer.Service.management;
import static dev.tidemark.writer.Service.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidemark.common.event.Lane;
import dev.tidemark.common.topic.Topics;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ServersResource.class)
class MetricsTest {
    private static final int TRICKLE = 2_500;

    @Test
    void whatTheWriterDoesIsSeenFromOutside() {
        double events = metric("tidemark_writer_batch_events_sum{source=\"express\"}");
        double ages = metric("tidemark_writer_age_seconds_count{source=\"express\"}");
        double writes = metric("tidemark_writer_write_seconds_count{source=\"express\"}");
        double dead = metric("tidemark_writer_dead_letters_total{class=\"poison\",source=\"express\"}");

        lane(
                Lane.EXPRESS,
                event("m1", "session.started", "metrics", "{}"),
                event("m2", "session.ended", "metrics", "{}"),
                "poison");

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(metric("tidemark_writer_batch_events_sum{source=\"express\"}"))
                    .isEqualTo(events + 3);
            assertThat(metric("tidemark_writer_age_seconds_count{source=\"express\"}"))
                    .isEqualTo(ages + 2);
            assertThat(metric("tidemark_writer_write_seconds_count{source=\"express\"}"))
                    .isGreaterThan(writes);
            assertThat(metric("tidemark_writer_dead_letters_total{class=\"poison\",source=\"express\"}"))
                    .isEqualTo(dead + 1);
            assertThat(metric("tidemark_writer_lag{source=\"express\",thread=\"0\"}"))
                    .isZero();
            assertThat(metric("tidemark_writer_state{source=\"express\",state=\"working\",thread=\"0\"}"))
                    .isEqualTo(1);
        });
    }

    /// Batches of one event are settled while the offsets of the one before are committed.
    @Test
    void aTrickleNeverLosesItsPlace() throws Exception {
        double startOvers = metric("tidemark_writer_start_overs_total");

        Map<String, Object> settings =
                Map.of("bootstrap.servers", ServersResource.kafka().ports().bootstrapServers());
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < TRICKLE; i++) {
                String start = event("t" + i, "session.started", "trickle-" + i, "{}");
                producer.send(record(Topics.of(Lane.EXPRESS), start, Map.of())).get();
            }
        }

        awaitSql(Integer.toString(TRICKLE), "SELECT count(*) FROM session WHERE session_id LIKE 'trickle-%'");
        assertThat(metric("tidemark_writer_start_overs_total")).isEqualTo(startOvers);
    }

    /// A metric's value; 0 while there is none.
    private static double metric(String name) {
        return management("/q/metrics")
                .then()
                .extract()
                .asString()
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
