package dev.tidemark.system.k8s;

import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBehavior;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Version;
import java.util.List;

/// Of KEDA's resources what we use of them. No registry of the build has their published schemas.
///
/// @see <a href="https://keda.sh/docs/latest/reference/scaledobject-spec/">KEDA: ScaledObject</a>
final class Keda {
    private Keda() {}

    @Group("keda.sh")
    @Version("v1alpha1")
    static final class ScaledObject extends CustomResource<Scaling, Void> {}

    record Scaling(
            ScaleTarget scaleTargetRef,
            int minReplicaCount,
            int maxReplicaCount,
            int pollingInterval,
            Advanced advanced,
            List<Trigger> triggers) {}

    record ScaleTarget(String apiVersion, String kind, String name) {}

    record Advanced(AutoscalerConfig horizontalPodAutoscalerConfig) {}

    record AutoscalerConfig(HorizontalPodAutoscalerBehavior behavior) {}

    record Trigger(String type, String name, Metadata metadata, AuthenticationRef authenticationRef) {}

    /// Of the scaler for Kafka. All its values are strings.
    ///
    /// @see <a href="https://keda.sh/docs/latest/scalers/apache-kafka/">KEDA: Apache Kafka</a>
    record Metadata(
            String bootstrapServers,
            String consumerGroup,
            String topic,
            String lagThreshold,
            String offsetResetPolicy,
            String excludePersistentLag,
            String sasl,
            String tls) {}

    record AuthenticationRef(String name) {}

    @Group("keda.sh")
    @Version("v1alpha1")
    static final class TriggerAuthentication extends CustomResource<Authentication, Void> {}

    record Authentication(List<Reference> configMapTargetRef, List<Reference> secretTargetRef) {}

    record Reference(String parameter, String name, String key) {}
}
