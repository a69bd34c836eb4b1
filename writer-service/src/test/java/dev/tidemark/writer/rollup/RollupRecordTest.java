package dev.tidemark.writer.rollup;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.writer.store.MinuteCounts;
import dev.tidemark.writer.store.Rollup;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RollupRecordTest {
    private static final Instant NOW = Instant.parse("2026-11-21T07:00:12Z");
    private static final String KEY = "1795244400 acme/tidemark";
    private static final String DURATIONS = String.join(",", Collections.nCopies(41, "0"));
    private static final String VALUE = """
            {"summed_at":1795244410000001,"started":3,"unstarted":0,"ended":-1,"abandoned":0,"durations":[%s]}""".formatted(DURATIONS);

    @Test
    void whatIsWrittenIsRead() {
        List<Long> durations = LongStream.range(-20, 21).boxed().toList();
        for (String repository : List.of("", "acme/tidemark", "\u00fc/\uD83D\uDE00 ", "a".repeat(200))) {
            for (String minute : List.of("2000-01-01T00:00:00Z", "2026-11-21T07:00:00Z", "2026-11-23T07:00:00Z")) {
                RollupRecord sum = new RollupRecord(new Rollup(
                        repository,
                        Instant.parse(minute),
                        new MinuteCounts(Long.MAX_VALUE, 0, Long.MIN_VALUE, 7, durations),
                        NOW.plusNanos(1_000)));

                assertThat(RollupRecord.of(
                                record(sum.toRecord().key(), sum.toRecord().value()), NOW))
                        .contains(sum);
            }
        }
    }

    @Test
    void itStandsAsIsSaid() {
        RollupRecord sum = read(KEY, VALUE).orElseThrow();

        assertThat(new String(sum.key(), UTF_8)).isEqualTo(KEY);
        assertThat(new String(sum.value(), UTF_8)).isEqualTo(VALUE);
        assertThat(read("0946684800 ", VALUE)).isPresent();
    }

    @Test
    void whatALaterVersionAddsIsPassedOver() {
        assertThat(read(KEY, VALUE.replace("{", "{\"more\": {\"of\": \"it\"}, ")))
                .isEqualTo(read(KEY, VALUE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1795244400",
                "1795244401 acme/tidemark",
                "1795244400acme/tidemark",
                "946684800 acme/tidemark",
                "0946684740 acme/tidemark",
                "1795417260 acme/tidemark",
                "-795244400 acme/tidemark",
                "\u0661795244400 acme/tidemark",
                "1795244400 acme\0tidemark"
            })
    void aKeyThatIsNoneIsPassedOver(String key) {
        assertThat(read(key, VALUE)).isEmpty();
    }

    @Test
    void aRepositoryThatIsNoTextOrTooLongIsPassedOver() {
        assertThat(RollupRecord.of(record("1795244400 \u00ff".getBytes(ISO_8859_1), VALUE.getBytes(UTF_8)), NOW))
                .isEmpty();
        assertThat(read("1795244400 " + "\u00fc".repeat(100), VALUE)).isPresent();
        assertThat(read("1795244400 " + "\u00fc".repeat(101), VALUE)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "null",
                "{\"started\":",
                "{\"durations\":[[[[[[[[[[[[1]]]]]]]]]]]]}",
                "{\"durations\":7}"
            })
    void aValueThatIsNoneIsPassedOver(String value) {
        assertThat(read(KEY, value)).isEmpty();
    }

    @Test
    void aValueWithSomethingMissingOrWrongIsPassedOver() {
        assertThat(read(KEY, VALUE.replace("\"started\"", "\"begun\""))).isEmpty();
        assertThat(read(KEY, VALUE.replace("3", "3.5"))).isEmpty();
        assertThat(read(KEY, VALUE.replace("3", "9223372036854775808"))).isEmpty();
        assertThat(read(KEY, VALUE.replace("3", "\"3\""))).isEmpty();
        assertThat(read(KEY, VALUE.replace("[0,", "["))).isEmpty();
        assertThat(read(KEY, VALUE.replace("[0,", "[0,0,"))).isEmpty();
        assertThat(read(KEY, VALUE + "x")).isEmpty();
        assertThat(read(KEY, VALUE.replace("1795244410000001", "4102444800000000")))
                .as("from the year 2100")
                .isEmpty();
        assertThat(read(KEY, VALUE.replace("1795244410000001", "-1"))).isEmpty();
    }

    @Test
    void aRecordWithoutKeyOrValueIsPassedOver() {
        assertThat(RollupRecord.of(new ConsumerRecord<>("t", 0, 0, null, VALUE.getBytes(UTF_8)), NOW))
                .isEmpty();
        assertThat(RollupRecord.of(new ConsumerRecord<>("t", 0, 0, KEY.getBytes(UTF_8), null), NOW))
                .isEmpty();
    }

    private static Optional<RollupRecord> read(String key, String value) {
        return RollupRecord.of(record(key.getBytes(UTF_8), value.getBytes(UTF_8)), NOW);
    }

    private static ConsumerRecord<byte[], byte[]> record(byte[] key, byte[] value) {
        return new ConsumerRecord<>("tidemark.rollups", 0, 0, key, value);
    }
}
