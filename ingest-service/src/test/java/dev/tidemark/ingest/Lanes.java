package dev.tidemark.ingest;

import dev.tidemark.common.event.Lane;
import dev.tidemark.common.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// What stands on a lane from some moment on.
final class Lanes implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;

    Lanes(Lane lane) {
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", KafkaResource.kafka().ports().bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = IntStream.range(0, Topics.of(lane).partitions())
                .mapToObj(partition -> new TopicPartition(Topics.of(lane).name(), partition))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
    }

    /// The next records, as many as wanted.
    List<ConsumerRecord<byte[], byte[]>> next(int wanted) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (records.size() < wanted && System.nanoTime() < deadline) {
            consumer.poll(Duration.ofMillis(100)).forEach(records::add);
        }
        return records;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
