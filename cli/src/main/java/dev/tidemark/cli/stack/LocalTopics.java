package dev.tidemark.cli.stack;

import dev.tidemark.cli.Failure;
import dev.tidemark.common.topic.Topics;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/// The contract's topics on a broker that stands alone.
public final class LocalTopics {
    private LocalTopics() {}

    /// Whether all of them are there, once those that were missing are made; not while no broker answers.
    public static boolean areThere(String bootstrapServers) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers", bootstrapServers,
                "request.timeout.ms", 3_000,
                "default.api.timeout.ms", 5_000);
        try (Admin admin = Admin.create(config)) {
            Set<String> existing = admin.listTopics().names().get(5, TimeUnit.SECONDS);
            List<NewTopic> missing = Topics.all().stream()
                    .filter(topic -> !existing.contains(topic.name()))
                    .map(LocalTopics::local)
                    .toList();
            admin.createTopics(missing).all().get(10, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException | TimeoutException notYet) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted while waiting for kafka", stopped);
        }
    }

    private static NewTopic local(Topics.Topic topic) {
        return new NewTopic(topic.name(), topic.partitions(), (short) 1)
                .configs(Map.of(
                        "retention.ms", Long.toString(topic.retention().toMillis()),
                        "max.message.bytes", Integer.toString(topic.maxBytes())));
    }
}
