package dev.tidemark.system.guarantee;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidemark.cli.stack.Server;
import dev.tidemark.common.event.Lane;
import dev.tidemark.common.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class KilledReplayTest {
    private static final long SEED = Long.getLong("tidemark.seed", System.nanoTime());
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int KILLS = 5;
    private static final int MENDED = 3_000;
    private static final int HOPELESS = 150;
    private static final String REFUSAL = "refused_for_now";

    @AutoClose
    private final Servers servers = Servers.start();

    @AutoClose
    private final Run run = new Run(servers, "replayed", SEED);

    @Test
    void aWriterKilledFiveTimesInMidReplaySkipsNothingAndSaysOfEachWhatBecameOfIt() throws Exception {
        System.out.println("-Dtidemark.seed=" + SEED);
        // Given
        Server writer = run.startWriter();
        servers.execute("ALTER TABLE page_visit ADD CONSTRAINT " + REFUSAL + " CHECK (data ->> 'url' <> 'mended')");
        send();
        awaitCount(MENDED + HOPELESS, "SELECT count(*) FROM dead_letter WHERE status = 'open'");
        servers.execute("ALTER TABLE page_visit DROP CONSTRAINT " + REFUSAL);

        // When
        String replay = begin(writer);
        for (int i = 0; i < KILLS; i++) {
            long settled = settled(replay);
            await().atMost(SOON).pollInterval(Duration.ofMillis(5)).until(() -> settled(replay) > settled);
            run.pauseAtRandom(Duration.ofMillis(400));
            assertThat(settled(replay)).as("settled before it is killed").isLessThan(MENDED + HOPELESS);
            writer.kill();
            servers.forgetDeadWriters();
            writer.start();
        }

        // Then
        await().atMost(SOON).until(() -> servers.sql("SELECT state FROM replay WHERE id = ?::uuid", replay)
                .equals("completed"));
        assertThat(servers.sql("SELECT json_object_agg(outcome, events) FROM"
                        + " (SELECT outcome, count(*) AS events FROM replay_item GROUP BY outcome ORDER BY outcome)"))
                .isEqualTo("{ \"applied\" : " + MENDED + ", \"failed\" : " + HOPELESS + " }");
        assertThat(servers.sql("SELECT count(*) FROM page_visit WHERE data ->> 'url' = 'mended'"))
                .isEqualTo(Integer.toString(MENDED));
        assertThat(servers.sql("SELECT json_object_agg(status, letters) FROM"
                        + " (SELECT status, count(*) AS letters FROM dead_letter GROUP BY status ORDER BY status)"))
                .isEqualTo("{ \"applied\" : " + MENDED + ", \"open\" : " + HOPELESS + " }");
        assertThat(servers.sql("SELECT count(*) FROM dead_letter WHERE status = 'open' AND deaths < 2"))
                .isEqualTo("0");
    }

    private String begin(Server writer) {
        String body = run.operate(
                        writer,
                        "/api/v1/replays",
                        "{\"why\": \"mended\", \"rate\": 300, \"selection\": {\"filter\": {\"status\": \"open\"}}}")
                .body();
        Matcher id = Pattern.compile("\"id\":\"([0-9a-f-]{36})\"").matcher(body);
        assertThat(id.find()).as(body).isTrue();
        return id.group(1);
    }

    private long settled(String replay) {
        return Long.parseLong(servers.sql(
                "SELECT count(*) FROM replay_item WHERE replay = ?::uuid AND outcome IN ('applied', 'failed')",
                replay));
    }

    /// Of ten users, so that it is no flood.
    private void send() {
        List<ProducerRecord<byte[], byte[]>> records = IntStream.range(0, MENDED + HOPELESS)
                .mapToObj(number -> {
                    String url = number < MENDED ? "mended" : "a\\u0000b";
                    String event = """
                            {"id": "e-%1$d", "type": "page.visited", "session_id": "s-%2$d",
                             "occurred_at": "2026-11-21T07:00:00Z", "data": {"url": "%3$s"}}""".formatted(number, number % 100, url);
                    ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                            Topics.of(Lane.BULK).name(),
                            ("key-" + number % 100).getBytes(UTF_8),
                            event.getBytes(UTF_8));
                    record.headers()
                            .add("ce_source", ("/users/user-" + number % 10).getBytes(UTF_8))
                            .add("tm_received_at", "2026-11-21T07:00:00Z".getBytes(UTF_8));
                    return record;
                })
                .toList();
        Map<String, Object> settings =
                Map.of("bootstrap.servers", servers.kafka().ports().bootstrapServers());
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            records.forEach(record -> {
                var _ = producer.send(record);
            });
        }
    }

    private void awaitCount(int expected, String query) {
        await().atMost(SOON).until(() -> servers.sql(query).equals(Integer.toString(expected)));
    }
}
