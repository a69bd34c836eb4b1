package dev.tidemark.system.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.common.event.Lane;
import dev.tidemark.common.topic.Topics;
import dev.tidemark.common.topic.Topics.Topic;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import io.strimzi.api.kafka.model.user.KafkaUserAuthorizationSimple;
import io.strimzi.api.kafka.model.user.acl.AclResourcePatternType;
import io.strimzi.api.kafka.model.user.acl.AclRule;
import io.strimzi.api.kafka.model.user.acl.AclRuleGroupResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleTopicResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleTransactionalIdResource;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What Strimzi is asked for is the contract, and lets everybody do what they do.
class KafkaResourcesTest {
    @Test
    void topicsAreThoseOfTheContract() {
        Map<String, Map<String, Object>> contract =
                Topics.all().stream().collect(Collectors.toMap(Topic::name, KafkaResourcesTest::wanted));

        Map<String, Map<String, Object>> topics = Overlay.kafka()
                .all(KafkaTopic.class)
                .collect(Collectors.toMap(topic -> topic.getMetadata().getName(), KafkaResourcesTest::asked));

        assertThat(topics).isEqualTo(contract);
    }

    private static Map<String, Object> wanted(Topic topic) {
        ServiceSettings writer = ServiceSettings.of("writer");
        return Map.of(
                "partitions", topic.partitions(),
                "replicas", Integer.valueOf(writer.preset("tidemark.kafka.topics.replication")),
                "config",
                        Map.of(
                                "min.insync.replicas",
                                Long.valueOf(writer.preset("tidemark.kafka.topics.min-in-sync")),
                                "retention.ms",
                                topic.retention().toMillis(),
                                "max.message.bytes",
                                (long) topic.maxBytes()));
    }

    private static Map<String, Object> asked(KafkaTopic topic) {
        return Map.of(
                "partitions", topic.getSpec().getPartitions(),
                "replicas", topic.getSpec().getReplicas(),
                "config",
                        topic.getSpec().getConfig().entrySet().stream()
                                .collect(Collectors.toMap(
                                        Map.Entry::getKey, entry -> ((Number) entry.getValue()).longValue())));
    }

    @Test
    void ingestPutsEventsOnTheLanesAndDoesNothingElse() {
        assertThat(rights("tidemark-ingest"))
                .containsExactlyInAnyOrder(
                        "literal topic tidemark.events.express [describe, describeconfigs, write]",
                        "literal topic tidemark.events.bulk [describe, describeconfigs, write]");
        assertThat(Stream.of(Lane.values()).map(Topics::of).map(Topic::name))
                .containsExactlyInAnyOrder("tidemark.events.express", "tidemark.events.bulk");
    }

    @Test
    void theWriterMayDoWhatItDoes() {
        assertThat(rights("tidemark-writer"))
                .containsExactlyInAnyOrder(
                        "prefix topic tidemark. [describe, describeconfigs, read, write]",
                        "prefix topic tidemark-writer-liveness- [create, delete, describe, describeconfigs, read, write]",
                        "prefix group tidemark-writer- [describe, read]",
                        "prefix transactional tidemark-writer-liveness [describe, write]");
        assertThat(Topics.all()).allMatch(topic -> topic.name().startsWith("tidemark."));
        assertThat(WriterSource.groups()).allMatch(group -> group.startsWith("tidemark-writer-"));
    }

    @Test
    void kedaMayLookAtWhatItScalesBy() {
        Set<String> wanted = Overlay.production().one(Keda.ScaledObject.class, "writer").getSpec().triggers().stream()
                .map(Keda.Trigger::metadata)
                .flatMap(trigger -> Stream.of(
                        "literal topic " + trigger.topic() + " [describe]",
                        "literal group " + trigger.consumerGroup() + " [describe]"))
                .collect(Collectors.toSet());

        assertThat(rights("tidemark-keda")).containsExactlyInAnyOrderElementsOf(wanted);
    }

    @Test
    void everythingIsForTheClusterWhoseServiceIsCalled() {
        assertThat(Overlay.kafka().resources())
                .allSatisfy(resource ->
                        assertThat(resource.getMetadata().getLabels()).containsEntry("strimzi.io/cluster", "tidemark"));
        assertThat(Overlay.production().services().map(pod -> pod.env("TIDEMARK_KAFKA_BOOTSTRAP_SERVERS")))
                .containsOnly("tidemark-kafka-bootstrap.kafka.svc:9093");
    }

    private static Stream<String> rights(String user) {
        KafkaUserAuthorizationSimple authorization = (KafkaUserAuthorizationSimple)
                Overlay.kafka().one(KafkaUser.class, user).getSpec().getAuthorization();
        return authorization.getAcls().stream().map(KafkaResourcesTest::right);
    }

    private static String right(AclRule rule) {
        Set<String> operations = rule.getOperations().stream()
                .map(operation -> operation.toValue().toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(TreeSet::new));
        return resource(rule.getResource()) + " " + operations;
    }

    private static String resource(AclRuleResource resource) {
        Function<AclResourcePatternType, String> pattern = AclResourcePatternType::toValue;
        return switch (resource) {
            case AclRuleTopicResource topic -> pattern.apply(topic.getPatternType()) + " topic " + topic.getName();
            case AclRuleGroupResource group -> pattern.apply(group.getPatternType()) + " group " + group.getName();
            case AclRuleTransactionalIdResource id ->
                pattern.apply(id.getPatternType()) + " transactional " + id.getName();
            default -> throw new AssertionError("no right on " + resource.getType());
        };
    }
}
