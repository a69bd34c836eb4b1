package dev.tidemark.bench.letters;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidemark.bench.writer.Heartbeats;
import dev.tidemark.bench.writer.Heartbeats.Heartbeat;
import dev.tidemark.bench.writer.Span;
import dev.tidemark.bench.writer.Span.Place;
import dev.tidemark.common.event.Lane;
import dev.tidemark.common.topic.DeliveryHistory;
import dev.tidemark.common.topic.FailureHeaders;
import dev.tidemark.common.topic.Origin;
import dev.tidemark.common.topic.Topics;
import dev.tidemark.common.topic.Topics.Topic;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/// Dead letters as the writer puts them on their topic: the event as ingest wrote it, and what happened to it. Each set
/// has a lap of heartbeats to itself, and sessions that no other set has.
///
/// @param heartbeats the events that died, or would be but for their contents
/// @param most       more letters than any set has
record LetterRecords(Heartbeats heartbeats, long most) {
    private static final Topic LANE = Topics.of(Lane.BULK);
    private static final Duration RETRIES = Duration.ofSeconds(31);

    /// So many letters of a set.
    Span span(LetterSet set, long letters) {
        return new Span(letters, set.lap(), 1);
    }

    /// The heartbeats of a set's events did not occur before this.
    Instant from(LetterSet set) {
        return heartbeats.lap(set.lap());
    }

    /// They all occurred before this.
    Instant to(LetterSet set) {
        return heartbeats.lap(set.lap() + 1);
    }

    /// One letter.
    ProducerRecord<byte[], byte[]> of(LetterSet set, Place place) {
        long number = set.lap() * most + place.session();
        Heartbeat heartbeat = heartbeats.of(number, place.lap());
        ProducerRecord<byte[], byte[]> event = set.event(heartbeat);
        Instant died = heartbeat.receivedAt().plus(RETRIES);
        addDeath(event.headers(), set, heartbeat, died, origin(number));
        return new ProducerRecord<>(
                Topics.DEAD_LETTERS.name(), null, died.toEpochMilli(), event.key(), event.value(), event.headers());
    }

    private static Origin origin(long number) {
        return new Origin(LANE.name(), (int) (number % LANE.partitions()), number / LANE.partitions());
    }

    private static void addDeath(Headers headers, LetterSet set, Heartbeat heartbeat, Instant died, Origin origin) {
        add(headers, DeliveryHistory.ORIGIN, origin.toString());
        add(headers, DeliveryHistory.ATTEMPT, set.refusal() == null ? "6" : "1");
        add(headers, DeliveryHistory.FIRST_FAILED_AT, heartbeat.receivedAt().toString());
        add(headers, FailureHeaders.FAILURE, set.failure());
        add(headers, FailureHeaders.DETAIL, set.detail());
        add(headers, FailureHeaders.FAILED_AT, died.toString());
        add(headers, FailureHeaders.WRITER, "bench");
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(UTF_8));
    }
}
