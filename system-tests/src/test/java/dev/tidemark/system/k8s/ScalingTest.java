package dev.tidemark.system.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.common.event.Lane;
import dev.tidemark.common.topic.Topics;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentSpec;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerSpec;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Who counts pods, and how far.
class ScalingTest {
    private final Keda.Scaling writer =
            Overlay.production().one(Keda.ScaledObject.class, "writer").getSpec();

    @Test
    void oneAlonePerServiceCountsItsPods() {
        HorizontalPodAutoscalerSpec ingest = Overlay.production()
                .one(HorizontalPodAutoscaler.class, "ingest")
                .getSpec();

        assertThat(Stream.of(ingest.getScaleTargetRef())
                        .map(target -> target.getApiVersion() + target.getKind() + target.getName()))
                .containsExactly("apps/v1Deploymentingest");
        assertThat(writer.scaleTargetRef()).isEqualTo(new Keda.ScaleTarget("apps/v1", "Deployment", "writer"));
        assertThat(Overlay.production().all(Deployment.class).map(Deployment::getSpec))
                .extracting(DeploymentSpec::getReplicas)
                .containsOnlyNulls();
        assertThat(ingest.getMinReplicas()).isGreaterThan(1);
        assertThat(writer.minReplicaCount()).isGreaterThan(1);
    }

    @Test
    void ingestIsCountedByTheShareOfTheProcessorsThatItAsksFor() {
        var metric = Overlay.production()
                .one(HorizontalPodAutoscaler.class, "ingest")
                .getSpec()
                .getMetrics()
                .getFirst()
                .getResource();

        assertThat(metric.getName()).isEqualTo("cpu");
        assertThat(metric.getTarget().getType()).isEqualTo("Utilization");
        assertThat(metric.getTarget().getAverageUtilization()).isBetween(50, 80);
        assertThat(Overlay.production().pod("ingest").container().getResources().getRequests())
                .containsEntry("cpu", new Quantity("1"));
    }

    @Test
    void theWriterIsCountedByWhatItsGroupsHaveNotRead() {
        Map<String, String> groups = writer.triggers().stream()
                .map(Keda.Trigger::metadata)
                .collect(Collectors.toMap(Keda.Metadata::topic, Keda.Metadata::consumerGroup));

        assertThat(groups)
                .isEqualTo(Stream.of(Lane.values())
                        .collect(Collectors.toMap(lane -> Topics.of(lane).name(), WriterSource::group)));
        assertThat(writer.triggers()).allSatisfy(trigger -> {
            assertThat(trigger.type()).isEqualTo("kafka");
            assertThat(Long.parseLong(trigger.metadata().lagThreshold())).isPositive();
            assertThat(trigger.metadata().offsetResetPolicy()).isEqualTo("earliest");
            assertThat(trigger.metadata().excludePersistentLag())
                    .as("more pods do not help while the store is away")
                    .isEqualTo("true");
            assertThat(trigger.metadata().bootstrapServers())
                    .isEqualTo(Overlay.production().pod("writer").env("TIDEMARK_KAFKA_BOOTSTRAP_SERVERS"));
            assertThat(trigger.metadata().tls()).isEqualTo("enable");
            assertThat(Overlay.production()
                            .one(
                                    Keda.TriggerAuthentication.class,
                                    trigger.authenticationRef().name())
                            .getSpec()
                            .secretTargetRef())
                    .extracting(Keda.Reference::parameter)
                    .containsExactlyInAnyOrder("password", "ca");
        });
    }

    @Test
    void noThreadOfTheLastPodStandsIdle() {
        ServiceSettings settings = ServiceSettings.of("writer");

        assertThat(Lane.values()).allSatisfy(lane -> {
            int threads = Integer.parseInt(settings.preset("tidemark.writer.threads." + lane.label()));
            assertThat(writer.maxReplicaCount() * threads)
                    .isLessThanOrEqualTo(Topics.of(lane).partitions());
        });
        assertThat(writer.maxReplicaCount() * Integer.parseInt(settings.preset("tidemark.liveness.threads")))
                .isLessThanOrEqualTo(Topics.SESSION_CHANGES.partitions());
    }

    @Test
    void whereIngestHasSeveralPodsTheyShareTheirLimits() {
        assertThat(Overlay.production().pod("ingest").container().getEnv())
                .anyMatch(variable -> variable.getName().equals("TIDEMARK_LIMITS_REDIS"));
    }
}
