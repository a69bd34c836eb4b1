package dev.tidemark.ingest.publishing;

import dev.tidemark.common.event.Lane;
import dev.tidemark.common.topic.EventKey;
import dev.tidemark.common.topic.HeaderWriter;
import dev.tidemark.common.topic.Topics;
import dev.tidemark.ingest.validation.Submission;
import dev.tidemark.ingest.validation.Verdict;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;

/// Publishes events to their lanes through one idempotent producer that all requests share, made before the first one.
@Startup
@ApplicationScoped
public class Publisher {
    private static final Verdict.Rejected TOO_LARGE =
            new Verdict.Rejected("event_too_large", "the event is larger than Kafka takes");

    private final SharedProducer producer;
    private final Protection protection;
    private final Duration patience;
    private final Timer acknowledged;
    /// Counts the shipments under way, for which a stop waits.
    private final Phaser underWay = new Phaser(1);

    @Inject
    Publisher(KafkaConfig config, MeterRegistry registry) {
        this(config, registry, () -> new KafkaProducer<>(ProducerSettings.of(config)));
    }

    Publisher(KafkaConfig config, MeterRegistry registry, Supplier<Producer<byte[], byte[]>> factory) {
        this.producer = new SharedProducer(factory);
        this.protection = new Protection(config);
        this.patience = config.request();
        this.acknowledged = Timer.builder("tidemark.ingest.ack")
                .description("From the first send of a request to the last acknowledgement")
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(config.request())
                .register(registry);
        Gauge.builder("tidemark.ingest.producer.buffer.available", () -> bufferAvailable())
                .description("Bytes that the producer could still take")
                .baseUnit("bytes")
                .register(registry);
        Gauge.builder("tidemark.ingest.breaker.open", () -> protection.isOpen() ? 1 : 0)
                .description("1 while requests are turned away because Kafka does not answer")
                .register(registry);
    }

    /// The verdict of each event, in their order: what was rejected stays so, the rest is accepted once every in-sync
    /// replica has it, and is to be retried when that cannot be said in time. Waits for that; not for event loops.
    public List<Verdict> publish(Shipment shipment) {
        boolean isNothingToSend = shipment.submissions().stream().noneMatch(Submission.Valid.class::isInstance);
        if (isNothingToSend) {
            return attempt(shipment);
        }
        underWay.register();
        try {
            return withRejections(
                    shipment, protection.around(shipment.submissions().size(), () -> attempt(shipment)));
        } finally {
            underWay.arriveAndDeregister();
        }
    }

    private List<Verdict> attempt(Shipment shipment) {
        List<Submission> submissions = shipment.submissions();
        Delivery delivery = new Delivery(submissions.size());
        HeaderWriter headers = shipment.headers();
        long begun = System.nanoTime();
        boolean kafkaTakes = true;
        for (int i = 0; i < submissions.size(); i++) {
            switch (submissions.get(i)) {
                case Submission.Rejected rejected -> delivery.settle(i, rejected.verdict());
                case Submission.Valid valid -> {
                    if (kafkaTakes) {
                        send(record(valid, i, shipment, headers), delivery, i);
                        kafkaTakes = !delivery.isRetryAlready(i);
                    } else {
                        delivery.settle(i, Verdict.Retry.KAFKA_UNAVAILABLE);
                    }
                }
            }
        }
        List<Verdict> verdicts = delivery.await(patience);
        acknowledged.record(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
        return verdicts;
    }

    private void send(ProducerRecord<byte[], byte[]> record, Delivery delivery, int index) {
        Producer<byte[], byte[]> used = producer.get();
        try {
            Future<RecordMetadata> _ =
                    used.send(record, (metadata, failure) -> delivery.settle(index, verdict(used, failure)));
        } catch (KafkaException | IllegalStateException refused) {
            delivery.settle(index, verdict(used, refused));
        }
    }

    private Verdict verdict(Producer<byte[], byte[]> used, @Nullable Exception failure) {
        return switch (failure) {
            case null -> Verdict.Accepted.ACCEPTED;
            case RecordTooLargeException _ -> TOO_LARGE;
            default -> {
                producer.failed(used, failure);
                yield Verdict.Retry.KAFKA_UNAVAILABLE;
            }
        };
    }

    /// Where a shipment was not even tried, what was rejected before is rejected still.
    private static List<Verdict> withRejections(Shipment shipment, List<Verdict> verdicts) {
        List<Verdict> all = new ArrayList<>(verdicts.size());
        for (int i = 0; i < verdicts.size(); i++) {
            all.add(
                    shipment.submissions().get(i) instanceof Submission.Rejected rejected
                            ? rejected.verdict()
                            : verdicts.get(i));
        }
        return all;
    }

    /// Learns where the lanes' partitions are, so that no request has to wait for that.
    ///
    /// @throws KafkaException when Kafka does not say in time
    void warmUp() {
        for (Lane lane : Lane.values()) {
            List<PartitionInfo> _ = producer.get().partitionsFor(Topics.of(lane).name());
        }
    }

    /// Whether requests are turned away because Kafka does not answer.
    boolean isTurningAway() {
        return protection.isOpen();
    }

    @PreDestroy
    void close() {
        try {
            int _ = underWay.awaitAdvanceInterruptibly(underWay.arrive(), patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException unfinished) {
            // Their clients have been told to retry.
        }
        producer.close(patience);
    }

    private double bufferAvailable() {
        return producer.get().metrics().entrySet().stream()
                .filter(metric -> metric.getKey().name().equals("buffer-available-bytes"))
                .map(metric -> (Metric) metric.getValue())
                .mapToDouble(metric -> ((Number) metric.metricValue()).doubleValue())
                .findFirst()
                .orElse(0);
    }

    private static ProducerRecord<byte[], byte[]> record(
            Submission.Valid valid, int index, Shipment shipment, HeaderWriter headers) {
        return new ProducerRecord<>(
                Topics.of(valid.lane()).name(),
                null,
                shipment.receivedAt().toEpochMilli(),
                EventKey.of(valid.user(), valid.envelope()),
                valid.bytes().toBytes(),
                headers.headers(valid.envelope(), valid.type(), valid.user(), index));
    }
}
