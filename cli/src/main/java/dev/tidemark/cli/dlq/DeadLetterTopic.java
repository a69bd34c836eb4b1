package dev.tidemark.cli.dlq;

import dev.tidemark.cli.Failure;
import dev.tidemark.common.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// The dead-letter topic, read from its begin to its present end.
///
/// @param bootstrapServers where Kafka is
record DeadLetterTopic(String bootstrapServers) {
    /// Reads all there is, partition by partition oldest first.
    ///
    /// @throws Failure when Kafka cannot be reached
    void read(Consumer<TopicLetter> letters) {
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
}
