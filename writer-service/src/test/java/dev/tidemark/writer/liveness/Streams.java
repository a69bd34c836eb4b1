package dev.tidemark.writer.liveness;

import dev.tidemark.common.event.EventTime;
import dev.tidemark.common.json.JsonReader;
import dev.tidemark.common.merge.SessionState;
import dev.tidemark.common.topic.Topics;
import dev.tidemark.writer.batch.Batch.SessionKey;
import dev.tidemark.writer.settle.SessionChange;
import dev.tidemark.writer.store.MinuteCounts;
import dev.tidemark.writer.store.SessionRows;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/// The topology on Kafka's own test driver, with a clock that stands still until it is moved.
final class Streams implements Sessions.Surroundings, AutoCloseable {
    static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final Hands clock = new Hands();
    private final TopologyTestDriver driver;
    private final TestInputTopic<byte[], byte[]> announcements;
    private final TestOutputTopic<byte[], byte[]> expiries;
    private final TestOutputTopic<byte[], byte[]> rollups;
    private final Map<String, MinuteCounts> sums = new HashMap<>();
    private boolean mayGiveUp = true;
    private int unreadable;
    private int givenUp;

    Streams(Path stateDir) {
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, LivenessService.APPLICATION);
        settings.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
        driver = new TopologyTestDriver(topology(), settings, NOON);
        announcements = driver.createInputTopic(
                Topics.SESSION_CHANGES.name(), new ByteArraySerializer(), new ByteArraySerializer());
        expiries = driver.createOutputTopic(
                Topics.EXPIRED.name(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        rollups = driver.createOutputTopic(
                Topics.ROLLUPS.name(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private Topology topology() {
        return new LivenessTopology(() -> new Sessions(new Config(), clock, this), clock).build();
    }

    String description() {
        return topology().describe().toString();
    }

    void announce(SessionKey key, SessionState state) {
        announce(key, state, clock.instant());
    }

    void announce(SessionKey key, SessionState state, Instant announcedAt) {
        ProducerRecord<byte[], byte[]> record = new SessionChange(SessionRows.of(key, state)).toRecord();
        announce(record.key(), record.value(), announcedAt);
    }

    void announce(byte @Nullable [] key, byte @Nullable [] value, Instant announcedAt) {
        announcements.pipeInput(key, value, announcedAt);
    }

    void pass(Duration time) {
        clock.now = clock.now.plus(time);
        driver.advanceWallClockTime(time);
    }

    Instant now() {
        return clock.now;
    }

    int givenUp() {
        return givenUp;
    }

    int unreadable() {
        return unreadable;
    }

    void mayGiveUp(boolean now) {
        mayGiveUp = now;
    }

    @Override
    public boolean mayGiveUp() {
        return mayGiveUp;
    }

    @Override
    public void gaveUp() {
        givenUp++;
    }

    @Override
    public void skipped() {
        unreadable++;
    }

    List<TestRecord<byte[], byte[]>> expiries() {
        return expiries.readRecordsToList();
    }

    /// The latest sum by minute and repository, as `2026-11-21T12:00:00Z owner/name`; those of zero left out.
    Map<String, MinuteCounts> sums() throws Exception {
        for (var record : rollups.readRecordsToList()) {
            String[] key = new String(record.key(), java.nio.charset.StandardCharsets.UTF_8).split(" ", 2);
            sums.put(Instant.ofEpochSecond(Long.parseLong(key[0])) + " " + key[1], counts(record.value()));
        }
        Map<String, MinuteCounts> there = new HashMap<>(sums);
        there.values().removeIf(MinuteCounts.NONE::equals);
        return there;
    }

    int remembered() {
        KeyValueStore<Bytes, Tracked> sessions = driver.getKeyValueStore(LivenessTopology.SESSIONS);
        return count(sessions);
    }

    int waiting() {
        KeyValueStore<Bytes, byte[]> due = driver.getKeyValueStore(LivenessTopology.DUE);
        return count(due);
    }

    private static <V> int count(KeyValueStore<Bytes, V> store) {
        int count = 0;
        try (KeyValueIterator<Bytes, V> all = store.all()) {
            while (all.hasNext()) {
                all.next();
                count++;
            }
        }
        return count;
    }

    private static MinuteCounts counts(byte[] value) throws Exception {
        Map<String, Long> numbers = new HashMap<>();
        List<Long> durations = new ArrayList<>();
        JsonReader reader = new JsonReader(value, 3);
        reader.enterObject();
        while (reader.nextMember()) {
            String name = reader.name();
            if (!name.equals("durations")) {
                numbers.put(name, Long.parseLong(reader.value().literal()));
                continue;
            }
            reader.enterArray();
            while (reader.nextElement()) {
                durations.add(Long.parseLong(reader.value().literal()));
            }
        }
        if (EventTime.ofMicros(Objects.requireNonNull(numbers.get("summed_at"))).isBefore(NOON)) {
            throw new AssertionError("summed before it began");
        }
        return new MinuteCounts(
                Objects.requireNonNull(numbers.get("started")),
                Objects.requireNonNull(numbers.get("unstarted")),
                Objects.requireNonNull(numbers.get("ended")),
                Objects.requireNonNull(numbers.get("abandoned")),
                durations);
    }

    @Override
    public void close() {
        driver.close();
    }

    private static final class Hands extends Clock {
        private Instant now = NOON;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private record Config() implements LivenessConfig {
        @Override
        public boolean enabled() {
            return true;
        }

        @Override
        public Duration silence() {
            return Duration.ofMinutes(15);
        }

        @Override
        public Duration silenceAfterStart() {
            return Duration.ofHours(8);
        }

        @Override
        public Duration behind() {
            return Duration.ofSeconds(30);
        }

        @Override
        public Path stateDir() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int threads() {
            return 1;
        }

        @Override
        public int standbyReplicas() {
            return 0;
        }
    }
}
