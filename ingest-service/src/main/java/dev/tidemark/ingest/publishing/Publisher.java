package dev.tidemark.ingest.publishing;

import dev.tidemark.common.event.Lane;
import dev.tidemark.common.event.UserId;
import dev.tidemark.common.topic.EventHeaders;
import dev.tidemark.common.topic.EventKey;
import dev.tidemark.common.topic.Topics;
import dev.tidemark.ingest.admission.Sender;
import dev.tidemark.ingest.validation.Submission;
import dev.tidemark.ingest.validation.Verdict;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Publishes events to their lanes through one idempotent producer that all requests share, made before the first one.
@Startup
@ApplicationScoped
public class Publisher {
    private final Producer<byte[], byte[]> producer;
    private final Duration patience;

    Publisher(KafkaConfig config) {
        this.producer = new KafkaProducer<>(settings(config));
        this.patience = config.request();
    }

    /// The verdict of each submission, in their order: what was rejected stays so, the rest is accepted once every
    /// in-sync replica has it, and is to be retried when that cannot be said in time.
    public List<Verdict> publish(List<Submission> submissions, Sender sender, Instant receivedAt) {
        List<Acknowledgement> acknowledgements = new ArrayList<>(submissions.size());
        boolean kafkaTakes = true;
        for (Submission submission : submissions) {
            Acknowledgement acknowledgement =
                    switch (submission) {
                        case Submission.Rejected rejected -> Acknowledgement.settled(rejected.verdict());
                        case Submission.Valid valid ->
                            kafkaTakes
                                    ? send(record(valid, sender, receivedAt))
                                    : Acknowledgement.settled(Verdict.Retry.KAFKA_UNAVAILABLE);
                    };
            kafkaTakes &= !acknowledgement.isRetryAlready();
            acknowledgements.add(acknowledgement);
        }
        long deadline = System.nanoTime() + patience.toNanos();
        return acknowledgements.stream().map(ack -> ack.awaitUntil(deadline)).toList();
    }

    private Acknowledgement send(ProducerRecord<byte[], byte[]> record) {
        Acknowledgement acknowledgement = new Acknowledgement();
        Future<RecordMetadata> _ = producer.send(record, acknowledgement);
        return acknowledgement;
    }

    /// Learns where the lanes' partitions are, so that no request has to wait for that.
    ///
    /// @throws KafkaException when Kafka does not say in time
    void warmUp() {
        for (Lane lane : Lane.values()) {
            List<PartitionInfo> _ = producer.partitionsFor(Topics.of(lane).name());
        }
    }

    @PreDestroy
    void close() {
        producer.close(patience);
    }

    private static ProducerRecord<byte[], byte[]> record(Submission.Valid valid, Sender sender, Instant receivedAt) {
        UserId user = Objects.requireNonNull(valid.user());
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                Topics.of(valid.event().lane()).name(),
                null,
                receivedAt.toEpochMilli(),
                EventKey.of(user, valid.event().envelope()),
                valid.bytes().toBytes());
        new EventHeaders(user, receivedAt).write(valid.event(), sender.user(), record.headers());
        return record;
    }

    private static Map<String, Object> settings(KafkaConfig config) {
        Map<String, Object> settings = new HashMap<>(config.client());
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers());
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, "tidemark-ingest");
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 << 10);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, config.maxBlock().toMillis());
        settings.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, Duration.ofDays(1).toMillis());
        settings.put(ProducerConfig.LINGER_MS_CONFIG, config.linger().toMillis());
        settings.put(
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                Math.toIntExact(config.delivery().toMillis()));
        settings.put(
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                Math.toIntExact(config.delivery().toMillis() / 2));
        return settings;
    }
}
