package dev.tidemark.writer;

import dev.tidemark.common.event.Lane;
import dev.tidemark.common.topic.Topics;
import dev.tidemark.writer.BatchWriter.OutageException;
import dev.tidemark.writer.batch.Delivery;
import dev.tidemark.writer.batch.DeliveryReader;
import dev.tidemark.writer.kafka.ConsumerGroups;
import dev.tidemark.writer.kafka.KafkaConfig;
import dev.tidemark.writer.settle.DeadLetter;
import dev.tidemark.writer.settle.Outbox;
import dev.tidemark.writer.settle.Settlement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;

/// One thread of one lane: poll, decode, write, settle, commit. Offsets are committed only after everything that
/// follows from their events is durable, and all of it can be done again; so whatever happens in between, the way back
/// is to start over from the committed offsets.
final class LaneConsumer implements Runnable {
    private static final Logger LOG = Logger.getLogger(LaneConsumer.class);
    private static final Duration IDLE = Duration.ofMillis(250);
    private static final long MAX_SLICE_BYTES = 16 << 20;

    private final Lane lane;
    private final KafkaConfig config;
    private final BatchWriter writer;
    private final Outbox outbox;
    private final Clock clock;

    private volatile boolean running = true;
    private volatile LaneState state = LaneState.JOINING;

    LaneConsumer(Lane lane, KafkaConfig config, BatchWriter writer, Outbox outbox, Clock clock) {
        this.lane = lane;
        this.config = config;
        this.writer = writer;
        this.outbox = outbox;
        this.clock = clock;
    }

    LaneState state() {
        return state;
    }

    /// Lets the poll at hand end, and then the thread.
    void stop() {
        running = false;
    }

    @Override
    public void run() {
        Backoff backoff = new Backoff(ThreadLocalRandom.current());
        while (running) {
            try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings())) {
                consumer.subscribe(List.of(Topics.of(lane).name()), pausingWhileTheStoreIsAway(consumer));
                while (running) {
                    if (pollOnce(consumer)) {
                        backoff = new Backoff(ThreadLocalRandom.current());
                    }
                }
            } catch (KafkaException lost) {
                state = LaneState.WAITING_FOR_KAFKA;
                LOG.warnf("starting over from the committed offsets lane=%s cause=%s", lane.label(), lost.toString());
                sleep(backoff.next());
            } catch (RuntimeException ourFault) {
                state = LaneState.FAILING;
                LOG.errorf(ourFault, "starting over from the committed offsets lane=%s", lane.label());
                sleep(backoff.next());
            }
        }
        state = LaneState.STOPPED;
    }

    /// One round.
    ///
    /// @return whether events were settled
    private boolean pollOnce(KafkaConsumer<byte[], byte[]> consumer) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(IDLE);
        if (consumer.groupMetadata().generationId() > 0) {
            state = LaneState.WORKING;
        }
        for (List<ConsumerRecord<byte[], byte[]>> slice : Slices.of(records, MAX_SLICE_BYTES)) {
            if (!settle(consumer, slice)) {
                return false;
            }
        }
        if (records.isEmpty()) {
            return false;
        }
        consumer.commitSync(stillOurs(records.nextOffsets(), consumer));
        return true;
    }

    /// Makes everything durable that follows from these records.
    ///
    /// @return false when told to stop before that was possible
    private boolean settle(KafkaConsumer<byte[], byte[]> consumer, List<ConsumerRecord<byte[], byte[]>> records) {
        List<DeadLetter> unreadable = new ArrayList<>();
        List<Delivery> deliveries = decode(records, unreadable);
        Optional<Settlement> written = writeThroughOutages(consumer, deliveries);
        written.ifPresent(settlement -> outbox.send(
                settlement.and(new Settlement(List.of(), unreadable)).toRecords(clock.instant())));
        return written.isPresent();
    }

    private static List<Delivery> decode(List<ConsumerRecord<byte[], byte[]>> records, List<DeadLetter> unreadable) {
        List<Delivery> deliveries = new ArrayList<>(records.size());
        for (ConsumerRecord<byte[], byte[]> record : records) {
            switch (DeliveryReader.read(record)) {
                case DeliveryReader.Read.Good(Delivery delivery) -> deliveries.add(delivery);
                case DeliveryReader.Read.Bad(var bad, var failure) -> unreadable.add(new DeadLetter(bad, failure));
            }
        }
        return deliveries;
    }

    /// Writes however long the store is away; gives nothing only when told to stop meanwhile.
    private Optional<Settlement> writeThroughOutages(
            KafkaConsumer<byte[], byte[]> consumer, List<Delivery> deliveries) {
        Backoff backoff = new Backoff(ThreadLocalRandom.current());
        while (true) {
            try {
                Settlement settlement = writer.write(deliveries);
                state = LaneState.WORKING;
                return Optional.of(settlement);
            } catch (OutageException outage) {
                if (!running) {
                    return Optional.empty();
                }
                state = LaneState.WAITING_FOR_STORE;
                LOG.warnf("waiting for the store lane=%s cause=%s", lane.label(), outage.detail());
                stayInGroup(consumer, backoff.next());
            }
        }
    }

    /// Polls without taking anything, so that the group does not take this member for dead.
    private static void stayInGroup(KafkaConsumer<byte[], byte[]> consumer, Duration pause) {
        consumer.pause(consumer.assignment());
        long end = System.nanoTime() + pause.toNanos();
        for (long left = pause.toNanos(); left > 0; left = end - System.nanoTime()) {
            if (!consumer.poll(Duration.ofNanos(left)).isEmpty()) {
                throw new KafkaException("records came from paused partitions");
            }
        }
        consumer.resume(consumer.assignment());
    }

    private ConsumerRebalanceListener pausingWhileTheStoreIsAway(KafkaConsumer<byte[], byte[]> consumer) {
        return new ConsumerRebalanceListener() {
            @Override
            public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
                LOG.infof("assigned lane=%s partitions=%s", lane.label(), partitions);
                if (state == LaneState.WAITING_FOR_STORE) {
                    consumer.pause(partitions);
                }
            }

            @Override
            public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
                LOG.infof("revoked lane=%s partitions=%s", lane.label(), partitions);
            }
        };
    }

    /// A partition that went to another member meanwhile is that member's to commit; it does these events again.
    private static Map<TopicPartition, OffsetAndMetadata> stillOurs(
            Map<TopicPartition, OffsetAndMetadata> offsets, KafkaConsumer<byte[], byte[]> consumer) {
        Map<TopicPartition, OffsetAndMetadata> ours = new HashMap<>(offsets);
        ours.keySet().retainAll(consumer.assignment());
        return ours;
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = config.common("tidemark-writer-" + lane.label());
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, ConsumerGroups.of(lane));
        settings.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        settings.put(
                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                Math.toIntExact(config.sessionTimeout().toMillis()));
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, config.maxPollRecords());
        settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, config.fetchMaxBytes());
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        return settings;
    }

    private static void sleep(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
