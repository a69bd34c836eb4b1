package dev.tidemark.cli.dlq;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.cli.Failure;
import dev.tidemark.common.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// The dead-letter topic, read from its begin to its present end.
final class DeadLetterTopic {
    private final String bootstrapServers;
    private final Supplier<Consumer<byte[], byte[]>> kafka;

    DeadLetterTopic(String bootstrapServers) {
        this(bootstrapServers, () -> consumer(bootstrapServers));
    }

    /// @param kafka makes what the topic is read with
    DeadLetterTopic(String bootstrapServers, Supplier<Consumer<byte[], byte[]>> kafka) {
        this.bootstrapServers = bootstrapServers;
        this.kafka = kafka;
    }

    /// A death without its payload.
    private record Summary(Instant diedAt, JsonNode json) {}

    /// The last deaths, newest first. No more of the topic than these is kept in memory.
    ///
    /// @param limit  how many at most
    /// @param wanted which
    List<JsonNode> newest(int limit, Predicate<TopicLetter> wanted) {
        PriorityQueue<Summary> newest = new PriorityQueue<>(Comparator.comparing(Summary::diedAt));
        read(letter -> {
            boolean isFull = newest.size() == limit;
            if (wanted.test(letter)
                    && !(isFull && letter.diedAt().isBefore(newest.element().diedAt()))) {
                newest.add(new Summary(letter.diedAt(), letter.summary()));
                if (isFull) {
                    newest.remove();
                }
            }
        });
        return newest.stream()
                .sorted(Comparator.comparing(Summary::diedAt).reversed())
                .map(Summary::json)
                .toList();
    }

    /// All deaths of one letter, oldest first.
    List<TopicLetter> deathsOf(String origin) {
        List<TopicLetter> deaths = new ArrayList<>();
        read(letter -> {
            if (letter.origin().equals(origin)) {
                deaths.add(letter);
            }
        });
        deaths.sort(Comparator.comparing(TopicLetter::diedAt));
        return deaths;
    }

    /// Reads all there is, partition by partition oldest first.
    ///
    /// @throws Failure when Kafka cannot be reached
    void read(java.util.function.Consumer<TopicLetter> letters) {
        try (Consumer<byte[], byte[]> consumer = kafka.get()) {
            List<TopicPartition> partitions = IntStream.range(0, Topics.DEAD_LETTERS.partitions())
                    .mapToObj(partition -> new TopicPartition(Topics.DEAD_LETTERS.name(), partition))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
                    letters.accept(new TopicLetter(record));
                }
            }
        } catch (KafkaException unreachable) {
            throw new Failure(
                    "cannot read " + Topics.DEAD_LETTERS.name() + " at " + bootstrapServers
                            + "; is it up? (./tidemark up)",
                    unreachable);
        }
    }

    private static Consumer<byte[], byte[]> consumer(String bootstrapServers) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", bootstrapServers, "default.api.timeout.ms", 5_000, "max.poll.records", 5_000);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
