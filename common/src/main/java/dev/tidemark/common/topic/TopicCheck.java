package dev.tidemark.common.topic;

import dev.tidemark.common.topic.Topics.Topic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/// Holds a cluster's topics against the contract.
///
/// @param admin       whom to ask
/// @param replication how many replicas every topic should have
/// @param minInSync   how many of them must have a record before it is acknowledged
public record TopicCheck(Admin admin, int replication, int minInSync) {
    private static final long PATIENCE_MS = 2_000;

    /// What is wrong, a sentence each.
    ///
    /// @param faults   why nothing can work
    /// @param warnings what works, and promises less than the contract
    public record Findings(List<String> faults, List<String> warnings) {
        /// Both.
        public Stream<String> all() {
            return Stream.concat(faults.stream(), warnings.stream());
        }

        private static Findings fault(String fault) {
            return new Findings(List.of(fault), List.of());
        }
    }

    /// What is wrong with these topics; nothing when all is well. Takes at most about two seconds.
    public Findings of(List<Topic> topics) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MS);
        var descriptions =
                admin.describeTopics(topics.stream().map(Topic::name).toList()).topicNameValues();
        var configs = admin.describeConfigs(
                        topics.stream().map(TopicCheck::resource).toList())
                .values();
        Findings findings = new Findings(new ArrayList<>(), new ArrayList<>());
        for (Topic topic : topics) {
            try {
                checkShape(topic, await(Objects.requireNonNull(descriptions.get(topic.name())), deadline), findings);
                checkConfig(topic, await(Objects.requireNonNull(configs.get(resource(topic))), deadline), findings);
            } catch (ExecutionException refused) {
                Throwable cause = Objects.requireNonNull(refused.getCause());
                if (cause instanceof AuthenticationException keptOut) {
                    return Findings.fault(describe(keptOut));
                }
                findings.faults().add(describe(topic, cause));
            } catch (TimeoutException silent) {
                return Findings.fault("Kafka does not answer");
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return Findings.fault("the check was interrupted");
            }
        }
        return findings;
    }

    private void checkShape(Topic topic, TopicDescription description, Findings findings) {
        int partitions = description.partitions().size();
        if (partitions != topic.partitions()) {
            findings.faults()
                    .add("topic " + topic.name() + " has " + partitions + " partitions and should have "
                            + topic.partitions());
        }
        int replicas = description.partitions().stream()
                .mapToInt(partition -> partition.replicas().size())
                .min()
                .orElse(0);
        if (replicas < replication) {
            findings.warnings().add(shouldBe(topic, "replication", replicas, replication));
        }
    }

    private void checkConfig(Topic topic, Config config, Findings findings) {
        Map<String, Long> least = new HashMap<>();
        least.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, (long) minInSync);
        least.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, (long) topic.maxBytes());
        least.put(TopicConfig.RETENTION_MS_CONFIG, topic.retention().toMillis());
        least.forEach((name, wanted) -> {
            long actual =
                    Long.parseLong(Objects.requireNonNull(config.get(name)).value());
            boolean isForEver = name.equals(TopicConfig.RETENTION_MS_CONFIG) && actual < 0;
            if (actual < wanted && !isForEver) {
                findings.warnings().add(shouldBe(topic, name, actual, wanted));
            }
        });
    }

    private static String shouldBe(Topic topic, String setting, long actual, long wanted) {
        return "topic " + topic.name() + " has " + setting + " " + actual + " and should have at least " + wanted;
    }

    private static String describe(Topic topic, Throwable refusal) {
        return refusal instanceof UnknownTopicOrPartitionException
                ? "topic " + topic.name() + " is missing; create it with " + topic.partitions() + " partitions"
                : "topic " + topic.name() + " cannot be seen: "
                        + refusal.getClass().getSimpleName();
    }

    /// What an operator can mend in the settings.
    private static String describe(AuthenticationException keptOut) {
        Throwable root = keptOut;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return keptOut instanceof SslAuthenticationException
                ? "Kafka's certificate does not hold, or ours: " + root.getMessage()
                : "Kafka refuses the user or the password: " + root.getMessage();
    }

    private static <T> T await(KafkaFuture<T> answer, long deadline)
            throws ExecutionException, TimeoutException, InterruptedException {
        return answer.get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    }

    private static ConfigResource resource(Topic topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
    }
}
