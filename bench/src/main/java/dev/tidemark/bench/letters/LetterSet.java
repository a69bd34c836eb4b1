package dev.tidemark.bench.letters;

import dev.tidemark.bench.writer.Heartbeats.Heartbeat;
import dev.tidemark.bench.writer.LaneRecords;
import dev.tidemark.bench.writer.Tables;
import java.sql.SQLException;
import java.util.Arrays;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/// Letters that are alike: each set is a group of the inbox.
enum LetterSet {
    /// Not measured.
    WARM_UP(0, "timeout/store_timeout", "the store did not answer in time, and nobody looks", null),
    /// Their events would be applied now.
    APPLICABLE(1, "timeout/store_timeout", "the store did not answer in time, and does now", null),
    /// Their events are cut short, as the decoder sees.
    NO_JSON(2, "poison/invalid_json", "not JSON: it cannot be read where it ends", "poison/invalid_json"),
    /// Their events are fine but for a text that the store does not take.
    REFUSED(3, "poison/refused_by_store", "the store says untranslatable character", "poison/refused_by_store"),
    /// As [#APPLICABLE], and sent while live events come.
    BESIDE_LIVE(4, "timeout/store_timeout", "the store did not answer in time, and does beside live events", null);

    private final int lap;
    private final String failure;
    private final String detail;
    private final @Nullable String refusal;

    LetterSet(int lap, String failure, String detail, @Nullable String refusal) {
        this.lap = lap;
        this.failure = failure;
        this.detail = detail;
        this.refusal = refusal;
    }

    /// Which lap of heartbeats it has to itself.
    int lap() {
        return lap;
    }

    /// Of what its events died.
    String failure() {
        return failure;
    }

    /// The same for people; no other set's.
    String detail() {
        return detail;
    }

    /// How many of its letters in the store have this status.
    long count(Tables tables, String status) throws SQLException {
        return tables.number("SELECT count(*) FROM dead_letter WHERE detail = ? AND status = ?", detail, status);
    }

    /// Of what its events would die now; null when they would be applied.
    @Nullable
    String refusal() {
        return refusal;
    }

    /// The event that died, as ingest wrote it.
    ProducerRecord<byte[], byte[]> event(Heartbeat heartbeat) {
        return switch (this) {
            case WARM_UP, APPLICABLE, BESIDE_LIVE -> LaneRecords.of(heartbeat);
            case NO_JSON -> cutShort(LaneRecords.of(heartbeat));
            case REFUSED -> LaneRecords.of(heartbeat, visit(heartbeat));
        };
    }

    private static ProducerRecord<byte[], byte[]> cutShort(ProducerRecord<byte[], byte[]> event) {
        return new ProducerRecord<>(
                event.topic(),
                null,
                event.timestamp(),
                event.key(),
                Arrays.copyOf(event.value(), event.value().length - 1),
                event.headers());
    }

    /// A visit to a page whose title has U+0000 in it, escaped, which is JSON and no text of PostgreSQL's.
    private static String visit(Heartbeat heartbeat) {
        return """
                {"id":"%s","type":"page.visited","session_id":"%s","occurred_at":"%s",\
                "data":{"url":"https://github.com/quarkusio/quarkus/pull/%d/files","title":"Pull\\u0000request"}}""".formatted(heartbeat.event(), heartbeat.session(), heartbeat.occurredAt(), heartbeat.pullRequest());
    }
}
