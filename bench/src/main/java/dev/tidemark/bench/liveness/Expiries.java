package dev.tidemark.bench.liveness;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidemark.bench.Pause;
import dev.tidemark.cli.Failure;
import dev.tidemark.common.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/// Who was given up, and when: the topic of expiries, followed by a reader of what is committed.
final class Expiries implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<String, Expiry> byKey = new ConcurrentHashMap<>();
    private final LongAdder again = new LongAdder();
    private final AtomicReference<@Nullable Throwable> broken = new AtomicReference<>();
    private final Thread following;

    /// The first expiry of a session.
    ///
    /// @param found    when the writer found it out, which is the time of the record
    /// @param readable when it had been committed and came
    record Expiry(Instant found, Instant readable) {}

    private Expiries(KafkaConsumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
        this.following = Thread.ofPlatform().name("expiries").unstarted(this::follow);
    }

    /// Begins to follow, from the first one.
    static Expiries follow(String bootstrapServers) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed");
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> all = IntStream.range(0, Topics.EXPIRED.partitions())
                .mapToObj(partition -> new TopicPartition(Topics.EXPIRED.name(), partition))
                .toList();
        consumer.assign(all);
        consumer.seekToBeginning(all);
        Expiries expiries = new Expiries(consumer);
        expiries.following.start();
        return expiries;
    }

    private void follow() {
        try {
            while (true) {
                var records = consumer.poll(POLL);
                Instant now = Instant.now();
                records.forEach(record -> add(record, now));
            }
        } catch (WakeupException closed) {
            // It was closed.
        } catch (KafkaException failed) {
            broken.set(failed);
        } finally {
            consumer.close();
        }
    }

    private void add(ConsumerRecord<byte[], byte[]> record, Instant now) {
        Expiry expiry = new Expiry(Instant.ofEpochMilli(record.timestamp()), now);
        if (byKey.putIfAbsent(new String(record.key(), UTF_8), expiry) != null) {
            again.increment();
        }
    }

    /// The expiries of all of these, in their order. They are awaited for a while.
    List<Expiry> of(OpenSessions sessions) {
        List<String> keys = sessions.keys().toList();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!byKey.keySet().containsAll(keys)) {
            Throwable cause = broken.get();
            if (cause != null || System.nanoTime() > deadline) {
                String none =
                        "not all of %,d sessions were given up, so that there is no figure".formatted(sessions.count());
                throw cause == null ? new Failure(none) : new Failure(none, cause);
            }
            Pause.of(BETWEEN_LOOKS);
        }
        return keys.stream().map(this::expiry).toList();
    }

    private Expiry expiry(String key) {
        Expiry expiry = byKey.get(key);
        if (expiry == null) {
            throw new IllegalStateException(key + " was not given up");
        }
        return expiry;
    }

    /// How many came for sessions that had one already.
    long again() {
        return again.sum();
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            following.join();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
