package dev.tidemark.writer;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/// A batch that is being written, and what may be committed when it is.
final class Writing {
    private final Future<?> settled;
    private final Map<TopicPartition, OffsetAndMetadata> offsets;

    Writing(Future<?> settled, Map<TopicPartition, OffsetAndMetadata> offsets) {
        this.settled = settled;
        this.offsets = new HashMap<>(offsets);
    }

    boolean isDone() {
        return settled.isDone();
    }

    boolean isOf(Collection<TopicPartition> partitions) {
        return partitions.stream().anyMatch(offsets::containsKey);
    }

    /// Partitions that went to another member are that member's to commit.
    void drop(Collection<TopicPartition> gone) {
        offsets.keySet().removeAll(gone);
    }

    /// Waits a moment.
    ///
    /// @return whether it is done
    boolean await(Duration patience) {
        try {
            settled.get(patience.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (ExecutionException failed) {
            return true;
        } catch (TimeoutException notYet) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// What may be committed now that it is done.
    ///
    /// @throws RuntimeException as which it failed
    Map<TopicPartition, OffsetAndMetadata> offsets() {
        try {
            settled.get();
            return offsets;
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException ours
                    ? ours
                    : new IllegalStateException("a batch was not settled", failed.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted beside a batch that is done", stopped);
        }
    }

    void cancel() {
        settled.cancel(true);
    }
}
