package dev.tidemark.writer;

import static dev.tidemark.writer.Service.awaitSql;
import static dev.tidemark.writer.Service.lane;
import static dev.tidemark.writer.Service.management;
import static dev.tidemark.writer.Service.run;
import static dev.tidemark.writer.Service.sql;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidemark.common.event.Lane;
import dev.tidemark.common.topic.Topics;
import dev.tidemark.writer.rollup.RollupRecord;
import dev.tidemark.writer.store.MinuteCounts;
import dev.tidemark.writer.store.Rollup;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ServersResource.class)
class RollupsServiceTest {
    private static final String STARTED = "SELECT started FROM rollup WHERE repository = '%s' AND NOT recounted";

    private final Instant minute = Instant.now().truncatedTo(ChronoUnit.MINUTES);

    @AfterEach
    void mendTheStore() throws Exception {
        run("ALTER TABLE rollup DROP CONSTRAINT IF EXISTS picky");
    }

    @Test
    void whatWasCommittedToTheTopicOfSumsIsInTheStoreAndNothingElse() throws Exception {
        double passedOver = metric("tidemark_writer_rollups_passed_over_total");

        try (var producer = producer("sums")) {
            producer.beginTransaction();
            send(producer, sum("acme/given-up", 1).toRecord());
            producer.flush();
            producer.abortTransaction();
            producer.beginTransaction();
            send(producer, new ProducerRecord<>(Topics.ROLLUPS.name(), "no key".getBytes(UTF_8), "{}".getBytes(UTF_8)));
            send(producer, sum("acme/given-up", 2).toRecord());
            send(producer, sum("acme/taken", 3).toRecord());
            producer.commitTransaction();
        }

        awaitSql("3", STARTED.formatted("acme/taken"));
        awaitSql("2", STARTED.formatted("acme/given-up"));
        assertThat(metric("tidemark_writer_rollups_passed_over_total")).isEqualTo(passedOver + 1);
    }

    @Test
    void aSumThatTheStoreRefusesIsPassedOverAlone() throws Exception {
        run("ALTER TABLE rollup ADD CONSTRAINT picky CHECK (repository <> 'acme/refused')");

        try (var producer = producer("refused")) {
            producer.beginTransaction();
            for (String repository : List.of("acme/before", "acme/refused", "acme/after")) {
                send(producer, sum(repository, 7).toRecord());
            }
            producer.commitTransaction();
        }

        awaitSql("7", STARTED.formatted("acme/before"));
        awaitSql("7", STARTED.formatted("acme/after"));
        assertThat(sql(STARTED.formatted("acme/refused"))).isEqualTo("no row");
    }

    @Test
    void sessionsOfLongAgoAreCountedWithinSeconds() {
        double recounted = metric("tidemark_writer_rollups_recounted_minutes_total");

        lane(Lane.EXPRESS, """
                {"id": "long-ago", "type": "session.ended", "session_id": "long-ago", "occurred_at": "2015-03-14T09:26:00Z",
                 "data": {"started_at": "2015-03-14T09:26:00Z", "repo_owner": "acme", "repo_name": "old"}}""");

        awaitSql("1 1 true", """
                SELECT unstarted || ' ' || ended || ' ' || recounted FROM rollup
                WHERE repository = 'acme/old' AND minute = '2015-03-14T09:26:00Z'""");
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(metric("tidemark_writer_rollups_recounted_minutes_total"))
                    .isEqualTo(recounted + 1);
            assertThat(metric("tidemark_writer_rollups_due_minutes")).isZero();
            assertThat(metric("tidemark_writer_state{source=\"recounts\",state=\"working\",thread=\"0\"}"))
                    .isEqualTo(1);
            assertThat(metric("tidemark_writer_state{source=\"rollups\",state=\"working\",thread=\"0\"}"))
                    .isEqualTo(1);
        });
    }

    private RollupRecord sum(String repository, long started) {
        MinuteCounts counts = new MinuteCounts(started, 0, 0, 0, MinuteCounts.NONE.durations());
        return new RollupRecord(new Rollup(repository, minute, counts, minute.plusSeconds(started)));
    }

    private static KafkaProducer<byte[], byte[]> producer(String id) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", ServersResource.kafka().ports().bootstrapServers());
        settings.put("transactional.id", id);
        var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        producer.initTransactions();
        return producer;
    }

    private static void send(KafkaProducer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> record) {
        var _ = producer.send(record);
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
