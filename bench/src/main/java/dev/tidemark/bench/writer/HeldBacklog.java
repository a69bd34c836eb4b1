package dev.tidemark.bench.writer;

import dev.tidemark.bench.writer.Span.Place;
import dev.tidemark.cli.Failure;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Events that are on a topic already, but in a transaction that is still open: consumers that read only what is
/// committed run, are warm and have their partitions, and get all of it at once when it is released.
public final class HeldBacklog implements AutoCloseable {
    /// The longest that a broker allows: until then it must be released.
    private static final int TRANSACTION_MS = 900_000;

    private final KafkaProducer<byte[], byte[]> producer;
    private final Map<Integer, Place> lastByPartition = new ConcurrentHashMap<>();

    private HeldBacklog(String bootstrapServers) {
        // Batches and compression as ingest has them.
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "transactional.id",
                "tidemark-bench",
                "transaction.timeout.ms",
                TRANSACTION_MS,
                "compression.type",
                "lz4",
                "batch.size",
                131_072,
                "linger.ms",
                2);
        producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /// Puts a record for each event on its topic.
    public static HeldBacklog fill(
            String bootstrapServers, Span span, Function<Place, ProducerRecord<byte[], byte[]>> record) {
        HeldBacklog backlog = new HeldBacklog(bootstrapServers);
        try {
            backlog.producer.initTransactions();
            backlog.producer.beginTransaction();
            span.places().forEach(place -> backlog.send(place, record.apply(place)));
            backlog.producer.flush();
            return backlog;
        } catch (KafkaException refused) {
            backlog.close();
            throw new Failure("the events cannot be put on their topic: " + refused.getMessage(), refused);
        }
    }

    private void send(Place place, ProducerRecord<byte[], byte[]> record) {
        var _ = producer.send(record, (sent, refused) -> {
            if (refused == null) {
                lastByPartition.put(sent.partition(), place);
            }
        });
    }

    /// The starting gun.
    public void release() {
        try {
            producer.commitTransaction();
        } catch (KafkaException refused) {
            throw new Failure("the events cannot be put on their topic: " + refused.getMessage(), refused);
        }
    }

    /// The last event of each partition. Partitions are read in order, so when these are rows, all events are.
    Collection<Place> lastOfEachPartition() {
        return lastByPartition.values();
    }

    @Override
    public void close() {
        producer.close();
    }
}
