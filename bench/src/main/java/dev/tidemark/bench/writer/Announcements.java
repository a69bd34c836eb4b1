package dev.tidemark.bench.writer;

import dev.tidemark.cli.Failure;
import dev.tidemark.common.topic.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/// How many session changes are on their topic.
sealed interface Announcements {
    /// Now.
    long soFar();

    /// Since there were that many, once no more come.
    ///
    /// @param least how many there must be
    long since(long before, long least);

    /// Of a contender that makes none.
    record None() implements Announcements {
        @Override
        public long soFar() {
            return 0;
        }

        @Override
        public long since(long before, long least) {
            return 0;
        }
    }

    /// Of the writer. They follow the commit, so that those of the last poll may come after the last row.
    record OnTopic(Admin admin) implements Announcements {
        private static final Duration QUIET = Duration.ofMillis(500);
        private static final Duration PATIENCE = Duration.ofSeconds(30);

        @Override
        public long soFar() {
            Topics.Topic topic = Topics.SESSION_CHANGES;
            Map<TopicPartition, OffsetSpec> ends = IntStream.range(0, topic.partitions())
                    .boxed()
                    .collect(Collectors.toMap(i -> new TopicPartition(topic.name(), i), _ -> OffsetSpec.latest()));
            try {
                return admin.listOffsets(ends).all().get().values().stream()
                        .mapToLong(end -> end.offset())
                        .sum();
            } catch (ExecutionException refused) {
                throw new Failure(
                        "Kafka does not tell the ends of " + topic.name() + ": " + refused.getCause(), refused);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new Failure("interrupted", stopped);
            }
        }

        @Override
        public long since(long before, long least) {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            long last = -1;
            long now = soFar();
            while (now != last || now - before < least) {
                if (System.nanoTime() > deadline) {
                    throw new Failure("of " + least + " sessions only " + (now - before)
                            + " were announced, so that there is no figure");
                }
                try {
                    Thread.sleep(QUIET);
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                    throw new Failure("interrupted", stopped);
                }
                last = now;
                now = soFar();
            }
            return now - before;
        }
    }
}
