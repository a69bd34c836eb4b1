package dev.tidemark.ingest.publishing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidemark.common.event.Envelope;
import dev.tidemark.common.event.EventId;
import dev.tidemark.common.event.EventType;
import dev.tidemark.common.event.Lane;
import dev.tidemark.common.event.UserId;
import dev.tidemark.ingest.validation.Slice;
import dev.tidemark.ingest.validation.Submission;
import dev.tidemark.ingest.validation.Verdict;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PublisherTest {
    private static final UserId USER = new UserId("user-1");
    private static final Verdict.Rejected BAD = new Verdict.Rejected("invalid_time", "too late");

    private final List<FakeProducer> producers = new CopyOnWriteArrayList<>();

    /// A producer whose records fail as the test says.
    private static final class FakeProducer extends MockProducer<byte[], byte[]> {
        private volatile @Nullable RuntimeException failure;
        private volatile boolean throwsIt;

        FakeProducer() {
            super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
        }

        @Override
        public synchronized Future<RecordMetadata> send(
                ProducerRecord<byte[], byte[]> record, @Nullable Callback callback) {
            RuntimeException now = failure;
            if (now != null && throwsIt) {
                throw now;
            }
            if (now != null && callback != null) {
                callback.onCompletion(null, now);
                return CompletableFuture.failedFuture(now);
            }
            return super.send(record, callback);
        }
    }

    @Test
    void whatWasRejectedStaysSoAndTheRestIsAcceptedInItsPlace() {
        Publisher publisher = publisher();

        assertThat(publish(publisher, valid("a"), rejected(), valid("b")))
                .containsExactly(Verdict.Accepted.ACCEPTED, BAD, Verdict.Accepted.ACCEPTED);
        assertThat(producers.getFirst().history()).hasSize(2);
    }

    @Test
    void theFirstSendThatBlocksTurnsTheRestIntoRetry() {
        Publisher publisher = publisher();
        producers.getFirst().failure = new TimeoutException("blocked");

        assertThat(publish(publisher, valid("a"), valid("b"), rejected()))
                .containsExactly(Verdict.Retry.KAFKA_UNAVAILABLE, Verdict.Retry.KAFKA_UNAVAILABLE, BAD);
    }

    @Test
    void whatIsTooLargeForKafkaIsRejectedAlone() {
        Publisher publisher = publisher();
        producers.getFirst().failure = new RecordTooLargeException();

        assertThat(publish(publisher, valid("a")))
                .singleElement()
                .isInstanceOfSatisfying(Verdict.Rejected.class, verdict -> assertThat(verdict.code())
                        .isEqualTo("event_too_large"));
    }

    @Test
    void afterAFatalErrorAnotherProducerTakesOver() {
        Publisher publisher = publisher();
        for (RuntimeException fatal :
                List.of(new OutOfOrderSequenceException("lost"), new IllegalStateException("closed"))) {
            FakeProducer broken = producers.getLast();
            broken.throwsIt = fatal instanceof IllegalStateException;
            broken.failure = fatal;

            await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
                List<Verdict> verdicts = publish(publisher, valid("a"));
                assertThat(verdicts).containsExactly(Verdict.Accepted.ACCEPTED);
            });
            assertThat(broken.closed()).isTrue();
        }
        assertThat(producers).hasSize(3);
    }

    @Test
    void onceTheBreakerIsOpenClientsAreToldAtOnceAndAfterwardsItGoesOnByItself() {
        Publisher publisher = publisher();
        producers.getFirst().failure = new TimeoutException("away");
        for (int i = 0; i < 4; i++) {
            assertThat(publish(publisher, valid("a"))).containsExactly(Verdict.Retry.KAFKA_UNAVAILABLE);
        }
        assertThat(publisher.isTurningAway()).isTrue();
        producers.getFirst().failure = null;

        assertThat(publish(publisher, valid("a"), rejected())).containsExactly(Verdict.Retry.KAFKA_UNAVAILABLE, BAD);
        assertThat(publish(publisher, rejected())).containsExactly(BAD);

        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(publish(publisher, valid("a")))
                .containsExactly(Verdict.Accepted.ACCEPTED));
        assertThat(producers).hasSize(1);
    }

    private Publisher publisher() {
        return new Publisher(new Config(), new SimpleMeterRegistry(), () -> {
            FakeProducer producer = new FakeProducer();
            producers.add(producer);
            return producer;
        });
    }

    private static List<Verdict> publish(Publisher publisher, Submission... submissions) {
        return new ArrayList<>(publisher.publish(new Shipment(List.of(submissions), USER, Instant.EPOCH, null, null)));
    }

    private static Submission valid(String id) {
        byte[] json = {'{', '}'};
        return new Submission.Valid(
                new Envelope(new EventId(id), null, Instant.EPOCH, Instant.EPOCH.toString(), null, null),
                EventType.PAGE_VISITED,
                Lane.BULK,
                USER,
                new Slice(json, 0, 2));
    }

    private static Submission rejected() {
        return new Submission.Rejected(null, BAD);
    }

    private record Config() implements KafkaConfig {
        @Override
        public String bootstrapServers() {
            return "nowhere:1";
        }

        @Override
        public Duration maxBlock() {
            return Duration.ofMillis(10);
        }

        @Override
        public Duration delivery() {
            return Duration.ofMillis(100);
        }

        @Override
        public Duration request() {
            return Duration.ofMillis(200);
        }

        @Override
        public Duration linger() {
            return Duration.ZERO;
        }

        @Override
        public int concurrentRequests() {
            return 2;
        }

        @Override
        public Duration breakerDelay() {
            return Duration.ofMillis(300);
        }

        @Override
        public Topics topics() {
            throw new UnsupportedOperationException("a publisher asks for no topics");
        }

        @Override
        public Map<String, String> client() {
            return Collections.emptyMap();
        }
    }
}
