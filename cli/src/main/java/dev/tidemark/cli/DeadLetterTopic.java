package dev.tidemark.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidemark.common.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// The dead-letter topic, read from its begin to its present end.
///
/// @param bootstrapServers where Kafka is
record DeadLetterTopic(String bootstrapServers) {
    private static final int LONGEST_TEXT = 100;

    /// Letters of one failure and type.
    ///
    /// @param detail of one of them
    record Group(String failure, String type, long letters, Instant first, Instant last, String detail) {
        private Group and(Group other) {
            return new Group(
                    failure,
                    type,
                    letters + other.letters,
                    first.isBefore(other.first) ? first : other.first,
                    last.isAfter(other.last) ? last : other.last,
                    detail);
        }
    }

    /// All groups, the largest first.
    ///
    /// @throws Failure when Kafka cannot be reached
    List<Group> groups() {
        Map<List<String>, Group> groups = new HashMap<>();
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", bootstrapServers, "default.api.timeout.ms", 5_000, "max.poll.records", 5_000);
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = IntStream.range(0, Topics.DEAD_LETTERS.partitions())
                    .mapToObj(partition -> new TopicPartition(Topics.DEAD_LETTERS.name(), partition))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> letter : consumer.poll(Duration.ofSeconds(1))) {
                    Group group = groupOf(letter);
                    groups.merge(List.of(group.failure(), group.type()), group, Group::and);
                }
            }
        } catch (KafkaException unreachable) {
            throw new Failure(
                    "cannot read " + Topics.DEAD_LETTERS.name() + " at " + bootstrapServers
                            + "; is it up? (./tidemark up)",
                    unreachable);
        }
        return groups.values().stream()
                .sorted(Comparator.comparingLong(Group::letters).reversed())
                .toList();
    }

    private static Group groupOf(ConsumerRecord<byte[], byte[]> letter) {
        Instant at = Instant.ofEpochMilli(letter.timestamp()).truncatedTo(ChronoUnit.SECONDS);
        return new Group(text(letter, "tm_failure"), text(letter, "ce_type"), 1, at, at, text(letter, "tm_detail"));
    }

    /// A header as text that no terminal can be harmed by: any producer can write to the topic.
    private static String text(ConsumerRecord<byte[], byte[]> letter, String name) {
        Header header = letter.headers().lastHeader(name);
        if (header == null || header.value() == null) {
            return "-";
        }
        String text = new String(header.value(), 0, Math.min(header.value().length, LONGEST_TEXT), UTF_8);
        return text.replaceAll("\\p{C}", "?");
    }
}
