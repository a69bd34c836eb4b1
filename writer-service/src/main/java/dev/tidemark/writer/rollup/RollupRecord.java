package dev.tidemark.writer.rollup;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.tidemark.common.event.EventTime;
import dev.tidemark.common.json.JsonReader;
import dev.tidemark.common.json.JsonValue;
import dev.tidemark.common.json.MalformedJsonException;
import dev.tidemark.common.topic.Topics;
import dev.tidemark.writer.store.DurationBounds;
import dev.tidemark.writer.store.MinuteCounts;
import dev.tidemark.writer.store.RepositoryName;
import dev.tidemark.writer.store.Rollup;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/// A sum as it stands on its topic. The key is the minute in seconds since 1970, in ten digits, a space, and the
/// repository, which is empty for all of them; the value is JSON:
/// ```
/// {"summed_at": <microseconds since 1970>, "started": 1, "unstarted": 0, "ended": 1, "abandoned": 0,
///  "durations": [<41 numbers>]}
/// ```
///
/// @param rollup the sum
public record RollupRecord(Rollup rollup) {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int DIGITS = 10;
    private static final int SECONDS_A_MINUTE = 60;
    private static final int USUAL_BYTES = 256;
    private static final int DEPTH = 2;
    /// Clocks differ, and clients' times may be a day ahead.
    private static final Duration AHEAD = Duration.ofDays(2);

    /// The record that tells it.
    public ProducerRecord<byte[], byte[]> toRecord() {
        return new ProducerRecord<>(Topics.ROLLUPS.name(), key(), value());
    }

    /// Its key: equal for all sums of one minute and repository.
    public byte[] key() {
        return "%010d %s"
                .formatted(rollup.minute().getEpochSecond(), rollup.repository())
                .getBytes(UTF_8);
    }

    /// Its value.
    public byte[] value() {
        MinuteCounts counts = rollup.counts();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_BYTES);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeNumberField("summed_at", EventTime.toMicros(rollup.summedAt()));
            json.writeNumberField("started", counts.started());
            json.writeNumberField("unstarted", counts.unstarted());
            json.writeNumberField("ended", counts.ended());
            json.writeNumberField("abandoned", counts.abandoned());
            json.writeArrayFieldStart("durations");
            for (long duration : counts.durations()) {
                json.writeNumber(duration);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException("memory cannot be written to", impossible);
        }
        return bytes.toByteArray();
    }

    /// The sum that a record tells; none when it tells none that can be.
    ///
    /// @param now no sum is of a time more than two days ahead
    public static Optional<RollupRecord> of(ConsumerRecord<byte[], byte[]> record, Instant now) {
        try {
            return record.key() == null || record.value() == null
                    ? Optional.empty()
                    : Optional.of(read(record.key(), record.value(), now));
        } catch (MalformedJsonException | CharacterCodingException | IllegalArgumentException noSum) {
            return Optional.empty();
        }
    }

    private static RollupRecord read(byte[] keyBytes, byte[] value, Instant now)
            throws MalformedJsonException, CharacterCodingException {
        String key = UTF_8.newDecoder().decode(ByteBuffer.wrap(keyBytes)).toString();
        require(key.length() > DIGITS && key.charAt(DIGITS) == ' ');
        String digits = key.substring(0, DIGITS);
        require(digits.chars().allMatch(digit -> digit >= '0' && digit <= '9'));
        long seconds = Long.parseLong(digits);
        require(seconds % SECONDS_A_MINUTE == 0);
        require(keyBytes.length - DIGITS - 1 <= RepositoryName.MAX_BYTES && key.indexOf('\0') < 0);
        Map<String, Long> numbers = new HashMap<>();
        List<Long> durations = new ArrayList<>(DurationBounds.BUCKETS);
        JsonReader json = new JsonReader(value, DEPTH);
        json.enterObject();
        while (json.nextMember()) {
            switch (json.name()) {
                case "summed_at", "started", "unstarted", "ended", "abandoned" ->
                    numbers.put(json.name(), number(json.value()));
                case "durations" -> {
                    json.enterArray();
                    while (json.nextElement()) {
                        durations.add(number(json.value()));
                    }
                }
                default -> json.skip();
            }
        }
        json.requireEnd();
        require(durations.size() == DurationBounds.BUCKETS);
        return new RollupRecord(new Rollup(
                key.substring(DIGITS + 1),
                requireInTime(Instant.ofEpochSecond(seconds), now),
                new MinuteCounts(
                        required(numbers, "started"),
                        required(numbers, "unstarted"),
                        required(numbers, "ended"),
                        required(numbers, "abandoned"),
                        durations),
                requireInTime(EventTime.ofMicros(required(numbers, "summed_at")), now)));
    }

    private static long number(JsonValue value) {
        require(value.kind() == JsonValue.Kind.NUMBER && value.isWhole());
        return Long.parseLong(value.literal());
    }

    private static long required(Map<String, Long> numbers, String name) {
        Long number = numbers.get(name);
        if (number == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return number;
    }

    private static Instant requireInTime(Instant time, Instant now) {
        require(!time.isBefore(EventTime.EARLIEST) && !time.isAfter(now.plus(AHEAD)));
        return time;
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException("this is no sum");
        }
    }
}
