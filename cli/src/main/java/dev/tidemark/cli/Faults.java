package dev.tidemark.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidemark.common.event.Decoded;
import dev.tidemark.common.event.Event;
import dev.tidemark.common.event.EventReader;
import dev.tidemark.common.event.UserId;
import dev.tidemark.common.topic.EventKey;
import dev.tidemark.common.topic.HeaderWriter;
import dev.tidemark.common.topic.Topics;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Events that ingest would never let through, written straight to the lanes: something for the dead letters.
public final class Faults {
    private static final UserId USER = new UserId("faulty");

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    /// The ways to be faulty.
    private enum Kind {
        /// A title that PostgreSQL refuses, and that one edit mends.
        REFUSED_BY_STORE,
        /// Bytes that are no text.
        UNREADABLE,
        /// A later form of a type.
        UNKNOWN_VERSION
    }

    /// Writes some, each of the kind after that of the one before, and returns once Kafka has them.
    ///
    /// @param first the number of the first of them, which says its kind; from 0
    /// @param count how many
    /// @throws Failure when Kafka does not take them within seconds
    public void send(String bootstrapServers, int first, int count) throws InterruptedException {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "acks",
                "all",
                "max.block.ms",
                5_000,
                "delivery.timeout.ms",
                10_000,
                "request.timeout.ms",
                5_000);
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            List<Future<RecordMetadata>> acknowledgements = new ArrayList<>(count);
            Kind[] kinds = Kind.values();
            for (int i = first; i < first + count; i++) {
                acknowledgements.add(producer.send(record(kinds[i % kinds.length], i)));
            }
            for (Future<RecordMetadata> acknowledgement : acknowledgements) {
                acknowledgement.get();
            }
        } catch (ExecutionException refused) {
            throw new Failure(
                    "Kafka at " + bootstrapServers + " does not take them; is it up? (./tidemark up)", refused);
        }
    }

    private ProducerRecord<byte[], byte[]> record(Kind kind, int number) {
        Event event = visit(number);
        return new ProducerRecord<>(
                Topics.of(event.lane()).name(),
                null,
                EventKey.of(USER, event.envelope()),
                bytes(kind, number),
                new HeaderWriter(USER, now, null, null).headers(event.envelope(), event.type(), USER, number));
    }

    private byte[] bytes(Kind kind, int number) {
        return switch (kind) {
            case UNREADABLE -> new byte[] {(byte) 0xFF, (byte) 0xFE, 'n', 'o', ' ', 'J', 'S', 'O', 'N'};
            case UNKNOWN_VERSION ->
                json(number).replace("page.visited", "page.visited.v9").getBytes(UTF_8);
            case REFUSED_BY_STORE -> json(number).replace("Page", "Page\\u0000").getBytes(UTF_8);
        };
    }

    private Event visit(int number) {
        return switch (EventReader.read(json(number).getBytes(UTF_8))) {
            case Decoded.Valid(Event event) -> event;
            case Decoded.Unreadable unreadable -> throw new IllegalStateException(unreadable.detail());
        };
    }

    private String json(int number) {
        return """
                {"id":"fault-%1$d-%2$d","type":"page.visited","session_id":"faulty-%1$d","occurred_at":"%3$s",\
                "data":{"url":"https://example.org/%2$d","title":"Page %2$d"}}""".formatted(now.toEpochMilli(), number, now);
    }
}
