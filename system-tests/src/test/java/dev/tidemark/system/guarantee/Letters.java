package dev.tidemark.system.guarantee;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidemark.common.topic.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// The dead letters of all time, each by its origin, which is its identity: a crash may have written it twice.
final class Letters {
    private Letters() {}

    /// The values of all letters by origin.
    static Map<String, String> byOrigin(String bootstrapServers) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = IntStream.range(0, Topics.DEAD_LETTERS.partitions())
                    .mapToObj(partition -> new TopicPartition(Topics.DEAD_LETTERS.name(), partition))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            Map<String, String> letters = new HashMap<>();
            while (partitions.stream()
                    .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
                consumer.poll(Duration.ofMillis(100)).forEach(letter -> {
                    String twin = letters.put(header(letter, "tm_origin"), new String(letter.value(), UTF_8));
                    if (twin != null && !twin.equals(new String(letter.value(), UTF_8))) {
                        throw new AssertionError("two letters of one origin differ: " + header(letter, "tm_origin"));
                    }
                });
            }
            return letters;
        }
    }

    private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
        return new String(letter.headers().lastHeader(name).value(), UTF_8);
    }
}
