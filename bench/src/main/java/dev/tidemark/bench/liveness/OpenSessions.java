package dev.tidemark.bench.liveness;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidemark.bench.writer.Heartbeats;
import dev.tidemark.bench.writer.Span;
import dev.tidemark.common.event.EventTime;
import dev.tidemark.common.event.SessionId;
import dev.tidemark.common.event.UserId;
import dev.tidemark.common.topic.EventKey;
import dev.tidemark.common.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;

/// Numbered sessions that have started and not ended, as the writer announces their rows. [Store] makes the rows in
/// SQL.
///
/// @param first     the number of the first; no two sets may share one
/// @param count     how many there are
/// @param heard     when the first was heard of last; exact to the microsecond, as [#apart] is
/// @param apart     by how much each next one was heard of later
/// @param heardMore whether that was more than the start
record OpenSessions(long first, long count, Instant heard, Duration apart, boolean heardMore) {
    /// How long a session may be silent that has sent more than its start. The writer's default, as the next one.
    static final Duration SILENCE = Duration.ofMinutes(15);

    /// How long one may be that has sent its start alone.
    static final Duration SILENCE_AFTER_START = Duration.ofHours(8);

    /// Sessions that have just started: their deadlines are hours away.
    static OpenSessions started(long first, long count, Instant now) {
        return new OpenSessions(first, count, now.truncatedTo(ChronoUnit.MICROS), Duration.ZERO, false);
    }

    /// Sessions that have been silent for a while.
    ///
    /// @param from the deadline of the first
    /// @param over the deadlines of all lie in this time from then, evenly; zero to have the same for all
    static OpenSessions silent(long first, long count, Instant from, Duration over) {
        Instant heard = from.truncatedTo(ChronoUnit.MICROS).minus(SILENCE);
        Duration apart = over.dividedBy(count).truncatedTo(ChronoUnit.MICROS);
        return new OpenSessions(first, count, heard, apart, true);
    }

    /// The number from which on there are no sessions of this set.
    long end() {
        return first + count;
    }

    /// All of them, for a backlog.
    Span span() {
        return new Span(count, 0, 1);
    }

    /// The deadline of one.
    ///
    /// @param index which one, from 0 up
    Instant deadline(long index) {
        return heard(index).plus(heardMore ? SILENCE : SILENCE_AFTER_START);
    }

    /// The keys of all, in their order.
    Stream<String> keys() {
        return LongStream.range(first, end()).mapToObj(number -> new String(key(number), UTF_8));
    }

    /// One session, as the writer announces its row.
    ///
    /// @param index which one, from 0 up
    ProducerRecord<byte[], byte[]> announcement(long index) {
        long number = first + index;
        String session = Heartbeats.sessionId(number);
        long heardAt = EventTime.toMicros(heard(index));
        long sentAt = heardAt - EventTime.toMicros(Instant.EPOCH.plus(Heartbeats.TRANSIT));
        String version = "\"" + sentAt + ' ' + session + "-0\"";
        // Not a format: there are millions of these.
        String value = "{\"user_id\":\"" + Heartbeats.user(number) + "\",\"session_id\":\"" + session
                + "\",\"status\":\"in_progress\",\"started_at\":" + sentAt + ",\"first_seen_at\":" + sentAt
                + ",\"last_seen_at\":" + sentAt + ",\"last_received_at\":" + heardAt + ",\"heard_more\":" + heardMore
                + ",\"attributes\":{\"pr_number\": " + pullRequest(number)
                + ", \"repo_name\": \"quarkus\", \"repo_owner\": \"quarkusio\"}"
                + ",\"attribute_versions\":{\"pr_number\": " + version + ", \"repo_name\": " + version
                + ", \"repo_owner\": " + version + "}}";
        return new ProducerRecord<>(Topics.SESSION_CHANGES.name(), key(number), value.getBytes(UTF_8));
    }

    private Instant heard(long index) {
        return heard.plus(apart.multipliedBy(index));
    }

    private static byte[] key(long number) {
        return EventKey.of(new UserId(Heartbeats.user(number)), new SessionId(Heartbeats.sessionId(number)));
    }

    private static long pullRequest(long number) {
        return number % 60_000;
    }
}
