package dev.tidemark.cli.stack;

import dev.tidemark.cli.Failure;
import dev.tidemark.common.topic.Topics;
import dev.tidemark.common.topic.Topics.Topic;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/// The contract's topics, as they are made on a cluster that has them not.
///
/// @param replication how many replicas each gets, from 1 to 32767
/// @param minInSync   how many of these must have a record before it is acknowledged
public record ContractTopics(int replication, int minInSync) {
    /// Those of a broker that stands alone.
    private static final ContractTopics ALONE = new ContractTopics(1, 1);

    /// Checks the numbers.
    public ContractTopics {
        if (minInSync < 1 || minInSync > replication || replication > Short.MAX_VALUE) {
            throw new Failure("of " + replication + " replicas " + minInSync + " cannot be in sync; there must be at "
                    + "least one, and no more than there are replicas");
        }
    }

    /// Whether a broker that stands alone has all of them, once those that were missing are made; not while it does not
    /// answer.
    public static boolean areThere(String bootstrapServers) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers", bootstrapServers,
                "request.timeout.ms", 3_000,
                "default.api.timeout.ms", 5_000);
        try (Admin admin = Admin.create(config)) {
            ALONE.makeMissing(admin);
            return true;
        } catch (ExecutionException | TimeoutException notYet) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted while waiting for kafka", stopped);
        }
    }

    /// Makes those that are missing, and leaves the others as they are.
    ///
    /// @return what it made
    public List<Topic> makeMissing(Admin admin) throws ExecutionException, TimeoutException, InterruptedException {
        Set<String> existing = admin.listTopics().names().get(5, TimeUnit.SECONDS);
        List<Topic> missing = Topics.all().stream()
                .filter(topic -> !existing.contains(topic.name()))
                .toList();
        admin.createTopics(missing.stream().map(this::asNew).toList()).all().get(10, TimeUnit.SECONDS);
        return missing;
    }

    private NewTopic asNew(Topic topic) {
        return new NewTopic(topic.name(), topic.partitions(), (short) replication)
                .configs(Map.of(
                        "min.insync.replicas", Integer.toString(minInSync),
                        "retention.ms", Long.toString(topic.retention().toMillis()),
                        "max.message.bytes", Integer.toString(topic.maxBytes())));
    }
}
