package dev.tidemark.cli.dlq;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.common.topic.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class DeadLetterTopicTest {
    private static final String NAME = Topics.DEAD_LETTERS.name();
    private static final String ORIGIN = "tidemark.events.bulk-3@42";

    private final DeadLetterTopic topic = topicOf(
            letter(
                    0,
                    0,
                    2_000,
                    "tm_origin",
                    ORIGIN,
                    "tm_failure",
                    "exhausted/store_timeout",
                    "ce_type",
                    "page.visited"),
            letter(
                    0,
                    1,
                    9_000,
                    "tm_origin",
                    ORIGIN,
                    "tm_failure",
                    "poison/refused_by_store",
                    "ce_type",
                    "page.visited"),
            letter(2, 0, 5_000, "tm_failure", "poison/invalid_json", "ce_source", "/users/user-7"),
            letter(2, 1, 7_000, "tm_origin", "evil\u001b", "tm_failure", "poison/invalid_json", "tm_detail", "x"));

    @Test
    void theNewestDeathsComeFirstAndNoMoreThanAskedFor() {
        assertThat(topic.newest(3, _ -> true))
                .extracting(letter -> letter.path("last_failed_at").asText())
                .containsExactly("1970-01-01T00:00:09Z", "1970-01-01T00:00:07Z", "1970-01-01T00:00:05Z");
    }

    @Test
    void aLetterIsNamedByItsOriginOrWhereItStands() {
        List<JsonNode> letters = topic.newest(10, letter -> letter.failure().equals("poison/invalid_json"));

        assertThat(letters)
                .extracting(letter -> letter.path("origin").asText())
                .containsExactly(NAME + "-2@1", NAME + "-2@0");
        assertThat(letters.getLast().path("user").asText()).isEqualTo("user-7");
    }

    @Test
    void deathsOfOneLetterAreItsHistory() {
        assertThat(topic.deathsOf(ORIGIN))
                .extracting(TopicLetter::failure)
                .containsExactly("exhausted/store_timeout", "poison/refused_by_store");
    }

    @Test
    void allThatARecordCarriesIsShown() {
        JsonNode letter = topic.deathsOf(ORIGIN).getLast().whole();

        assertThat(letter.path("payload").path("base64").asText()).isEqualTo("/w==");
        assertThat(letter.path("key").isNull()).isTrue();
        assertThat(letter.path("headers"))
                .extracting(header ->
                        header.path("name").asText() + "=" + header.path("text").asText())
                .containsExactly("tm_origin=" + ORIGIN, "tm_failure=poison/refused_by_store", "ce_type=page.visited");
    }

    @Test
    void deathsAreGroupedByFailureAndType() {
        assertThat(TopicGroup.in(topic))
                .extracting(TopicGroup::failure, TopicGroup::deaths)
                .containsExactly(
                        tuple("poison/refused_by_store", 1L),
                        tuple("poison/invalid_json", 2L),
                        tuple("exhausted/store_timeout", 1L));
    }

    private static ConsumerRecord<byte[], byte[]> letter(int partition, long offset, long at, String... headers) {
        RecordHeaders all = new RecordHeaders();
        for (int i = 0; i < headers.length; i += 2) {
            all.add(headers[i], headers[i + 1].getBytes(UTF_8));
        }
        return new ConsumerRecord<>(
                NAME,
                partition,
                offset,
                at,
                TimestampType.CREATE_TIME,
                0,
                1,
                null,
                new byte[] {-1},
                all,
                Optional.empty());
    }

    @SafeVarargs
    private static DeadLetterTopic topicOf(ConsumerRecord<byte[], byte[]>... records) {
        return new DeadLetterTopic("nowhere", () -> {
            Map<TopicPartition, Long> begins = new HashMap<>();
            Map<TopicPartition, Long> ends = new HashMap<>();
            for (int partition = 0; partition < Topics.DEAD_LETTERS.partitions(); partition++) {
                begins.put(new TopicPartition(NAME, partition), 0L);
                ends.put(new TopicPartition(NAME, partition), 0L);
            }
            MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
            consumer.updateBeginningOffsets(begins);
            for (ConsumerRecord<byte[], byte[]> record : records) {
                ends.merge(new TopicPartition(NAME, record.partition()), 1L, Long::sum);
                consumer.schedulePollTask(() -> consumer.addRecord(record));
            }
            consumer.updateEndOffsets(ends);
            return consumer;
        });
    }
}
