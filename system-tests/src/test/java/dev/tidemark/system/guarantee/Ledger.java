package dev.tidemark.system.guarantee;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Writes to the lanes as ingest does, and keeps account of everything that the broker acknowledged.
final class Ledger implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;
    private final Queue<Entry> entries = new ConcurrentLinkedQueue<>();

    private record Entry(Sending sending, Future<RecordMetadata> acknowledgement) {}

    Ledger(String bootstrapServers) {
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                        true,
                        // What is sent at once is one batch of its partition, and so one poll.
                        ProducerConfig.LINGER_MS_CONFIG,
                        20,
                        ProducerConfig.BATCH_SIZE_CONFIG,
                        256 << 10),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    void send(Collection<Sending> sendings) {
        sendings.forEach(sending -> entries.add(new Entry(sending, producer.send(sending.toRecord()))));
    }

    /// Waits until the broker has acknowledged everything sent so far.
    void flush() {
        producer.flush();
    }

    /// Everything that is not poison.
    List<Sending> events() {
        return entries.stream()
                .map(Entry::sending)
                .filter(sending -> !sending.isPoison())
                .toList();
    }

    /// Everything by where the broker put it: `topic-partition@offset`.
    Map<String, Sending> byOrigin() {
        Map<String, Sending> byOrigin = new HashMap<>();
        for (Entry entry : List.copyOf(new ArrayList<>(entries))) {
            byOrigin.put(origin(entry.acknowledgement()), entry.sending());
        }
        return byOrigin;
    }

    private static String origin(Future<RecordMetadata> acknowledgement) {
        try {
            RecordMetadata place = acknowledgement.get();
            return place.topic() + "-" + place.partition() + "@" + place.offset();
        } catch (ExecutionException | InterruptedException unacknowledged) {
            throw new AssertionError("the test could not write to the lane", unacknowledged);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
