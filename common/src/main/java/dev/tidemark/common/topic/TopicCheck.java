package dev.tidemark.common.topic;

import dev.tidemark.common.topic.Topics.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/// Holds a cluster's topics against the contract.
public final class TopicCheck {
    private static final long PATIENCE_MS = 2_000;

    private TopicCheck() {}

    /// What is wrong with these topics, a sentence each; nothing when all is well. Takes at most about two seconds.
    public static List<String> faults(Admin admin, List<Topic> topics) {
        var descriptions =
                admin.describeTopics(topics.stream().map(Topic::name).toList()).topicNameValues();
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MS);
        List<String> faults = new ArrayList<>();
        for (Topic topic : topics) {
            KafkaFuture<TopicDescription> description = Objects.requireNonNull(descriptions.get(topic.name()));
            try {
                int partitions = description
                        .get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS)
                        .partitions()
                        .size();
                if (partitions != topic.partitions()) {
                    faults.add("topic " + topic.name() + " has " + partitions + " partitions and should have "
                            + topic.partitions());
                }
            } catch (ExecutionException refused) {
                Throwable cause = Objects.requireNonNull(refused.getCause());
                faults.add(
                        cause instanceof UnknownTopicOrPartitionException
                                ? "topic " + topic.name() + " is missing; create it with " + topic.partitions()
                                        + " partitions"
                                : "topic " + topic.name() + " cannot be seen: "
                                        + cause.getClass().getSimpleName());
            } catch (TimeoutException silent) {
                return List.of("Kafka does not answer");
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return List.of("the check was interrupted");
            }
        }
        return faults;
    }
}
