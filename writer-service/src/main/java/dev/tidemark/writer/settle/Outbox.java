package dev.tidemark.writer.settle;

import dev.tidemark.common.topic.Topics;
import dev.tidemark.writer.kafka.KafkaConfig;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jboss.logging.Logger;

/// Everything that the writer sends, through one idempotent producer, which is replaced after an error from which a
/// producer does not recover.
@ApplicationScoped
public class Outbox {
    private static final Logger LOG = Logger.getLogger(Outbox.class);
    /// How long a record may wait for metadata or space: where Kafka is away, the first that waits ends the batch.
    private static final int MOST_BLOCKING_MS = 5_000;

    private final Supplier<Producer<byte[], byte[]>> factory;
    private volatile Producer<byte[], byte[]> producer;

    @Inject
    Outbox(KafkaConfig config) {
        this(() -> new KafkaProducer<>(settings(config)));
    }

    Outbox(Supplier<Producer<byte[], byte[]>> factory) {
        this.factory = factory;
        this.producer = factory.get();
    }

    private static Map<String, Object> settings(KafkaConfig config) {
        Map<String, Object> settings = config.common("tidemark-writer-outbox");
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 2);
        // A share of a poll's announcements in one piece: each piece costs a buffer of its own to compress it.
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 * 1024);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topics.DEAD_LETTERS.maxBytes());
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MOST_BLOCKING_MS);
        settings.put(
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                Math.toIntExact(config.delivery().toMillis()));
        settings.put(
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                Math.toIntExact(config.delivery().toMillis() / 3));
        return settings;
    }

    /// Sends records and returns once every in-sync replica has all of them.
    ///
    /// @param records made one by one as they are sent, so that not all of them are held
    /// @throws KafkaException when one was not acknowledged; others may have been
    public void send(Stream<ProducerRecord<byte[], byte[]>> records) {
        Producer<byte[], byte[]> used = producer;
        try {
            sendAll(records, used);
        } catch (ExecutionException refused) {
            Throwable cause = Objects.requireNonNull(refused.getCause());
            replaceAfter(cause, used);
            throw new KafkaException("not acknowledged: " + cause, refused);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted before it was acknowledged", stopped);
        } catch (KafkaException | IllegalStateException refused) {
            replaceAfter(refused, used);
            throw new KafkaException("not sent: " + refused, refused);
        }
    }

    private static void sendAll(Stream<ProducerRecord<byte[], byte[]>> records, Producer<byte[], byte[]> used)
            throws ExecutionException, InterruptedException {
        List<Future<RecordMetadata>> acknowledgements = new ArrayList<>();
        for (Iterator<ProducerRecord<byte[], byte[]>> each = records.iterator(); each.hasNext(); ) {
            Future<RecordMetadata> acknowledgement = used.send(each.next());
            if (acknowledgement.isDone()) {
                acknowledgement.get(); // refused already: the rest need not be tried
            }
            acknowledgements.add(acknowledgement);
        }
        for (Future<RecordMetadata> acknowledgement : acknowledgements) {
            acknowledgement.get();
        }
    }

    /// What may pass is no reason; whoever calls comes again only after a pause, so that this is not done in a hurry.
    @SuppressWarnings("ReferenceEquality") // the very same one
    private synchronized void replaceAfter(Throwable failure, Producer<byte[], byte[]> used) {
        boolean mayPass = failure instanceof RetriableException
                || failure instanceof InterruptException
                || failure instanceof RecordTooLargeException;
        if (!mayPass && producer == used) {
            LOG.warnf(
                    "the Kafka producer is replaced after %s",
                    failure.getClass().getName());
            producer = factory.get();
            used.close(Duration.ZERO);
        }
    }

    @PreDestroy
    void close() {
        producer.close();
    }
}
