package dev.tidemark.ingest.publishing;

import java.time.Duration;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.UnknownProducerIdException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.jboss.logging.Logger;

/// The one producer that all requests share. After an error from which a producer does not recover it is replaced,
/// at most once a second.
final class SharedProducer {
    private static final Logger LOG = Logger.getLogger(SharedProducer.class);
    private static final Duration LIVES_AT_LEAST = Duration.ofSeconds(1);

    private final Supplier<Producer<byte[], byte[]>> factory;
    private final Lock replacing = new ReentrantLock();
    private volatile Generation current;

    private record Generation(Producer<byte[], byte[]> producer, long born) {}

    SharedProducer(Supplier<Producer<byte[], byte[]>> factory) {
        this.factory = factory;
        this.current = new Generation(factory.get(), System.nanoTime());
    }

    /// The producer to use now.
    Producer<byte[], byte[]> get() {
        return current.producer;
    }

    /// Replaces the producer by which this failed, if that failure is its end and it is still the current one.
    void failed(Producer<byte[], byte[]> producer, Throwable failure) {
        if (isFatal(failure) && isCurrentAndOfAge(producer)) {
            Thread.ofVirtual().name("new producer").start(() -> replace(producer, failure));
        }
    }

    private void replace(Producer<byte[], byte[]> old, Throwable failure) {
        replacing.lock();
        try {
            if (!isCurrentAndOfAge(old)) {
                return;
            }
            LOG.warnf(
                    "the Kafka producer is replaced after %s",
                    failure.getClass().getName());
            current = new Generation(factory.get(), System.nanoTime());
        } finally {
            replacing.unlock();
        }
        old.close(Duration.ZERO);
    }

    @SuppressWarnings("ReferenceEquality") // the very same one
    private boolean isCurrentAndOfAge(Producer<byte[], byte[]> producer) {
        Generation generation = current;
        return generation.producer == producer && System.nanoTime() - generation.born > LIVES_AT_LEAST.toNanos();
    }

    /// @see <a href="https://kafka.apache.org/43/javadoc/org/apache/kafka/clients/producer/KafkaProducer.html">
    ///      KafkaProducer: which errors a producer does not recover from</a>
    private static boolean isFatal(Throwable failure) {
        return failure instanceof IllegalStateException
                || failure instanceof AuthenticationException
                || failure instanceof ClusterAuthorizationException
                || failure instanceof InvalidProducerEpochException
                || failure instanceof OutOfOrderSequenceException
                || failure instanceof ProducerFencedException
                || failure instanceof UnknownProducerIdException
                || failure instanceof UnsupportedVersionException
                || failure.getClass() == KafkaException.class;
    }

    /// Sends what is still waiting, for at most this long.
    void close(Duration patience) {
        get().close(patience);
    }
}
