package dev.tidemark.system.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.system.k8s.Overlay.Pod;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Volume;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The restricted Pod Security standard, which the namespace enforces, and what we ask for beyond it.
///
/// @see <a href="https://kubernetes.io/docs/concepts/security/pod-security-standards/">Pod Security standards</a>
class PodSecurityTest {
    static Stream<Pod> pods() {
        return Overlay.systems().flatMap(Overlay::pods);
    }

    @ParameterizedTest
    @MethodSource("dev.tidemark.system.k8s.Overlay#systems")
    void theNamespaceEnforcesTheStandard(Overlay overlay) {
        assertThat(overlay.one(Namespace.class, "tidemark").getMetadata().getLabels())
                .containsEntry("pod-security.kubernetes.io/enforce", "restricted");
    }

    @ParameterizedTest
    @MethodSource("pods")
    void aPodHasNothingOfItsNode(Pod pod) {
        PodSpec spec = pod.spec();

        assertThat(Stream.of(spec.getHostNetwork(), spec.getHostPID(), spec.getHostIPC()))
                .allMatch(Objects::isNull);
        assertThat(spec.getVolumes())
                .allSatisfy(volume -> assertThat(isOfAllowedType(volume)).isTrue());
        assertThat(pod.container().getPorts()).allMatch(port -> port.getHostPort() == null);
        assertThat(spec.getSecurityContext().getSysctls()).isEmpty();
        assertThat(spec.getSecurityContext().getSeLinuxOptions()).isNull();
        assertThat(spec.getSecurityContext().getAppArmorProfile()).isNull();
    }

    private static boolean isOfAllowedType(Volume volume) {
        return Stream.of(
                        volume.getConfigMap(),
                        volume.getSecret(),
                        volume.getEmptyDir(),
                        volume.getPersistentVolumeClaim())
                .anyMatch(Objects::nonNull);
    }

    @ParameterizedTest
    @MethodSource("pods")
    void aPodIsNobodySpecial(Pod pod) {
        PodSecurityContext context = pod.spec().getSecurityContext();

        assertThat(context.getRunAsNonRoot()).isTrue();
        assertThat(context.getRunAsUser()).isPositive();
        assertThat(context.getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(pod.spec().getAutomountServiceAccountToken()).isFalse();
        assertThat(pod.spec().getServiceAccountName()).isNull();
    }

    @ParameterizedTest
    @MethodSource("pods")
    void aContainerCannotBecomeMore(Pod pod) {
        assertThat(pod.spec().getInitContainers()).isEmpty();
        assertThat(pod.spec().getContainers()).singleElement().satisfies(container -> {
            SecurityContext context = container.getSecurityContext();
            assertThat(context.getAllowPrivilegeEscalation()).isFalse();
            assertThat(context.getPrivileged()).isNull();
            assertThat(context.getProcMount()).isNull();
            assertThat(context.getCapabilities().getDrop()).containsExactly("ALL");
            assertThat(context.getCapabilities().getAdd()).isEmpty();
            assertThat(Stream.of(context.getRunAsUser(), context.getRunAsNonRoot(), context.getSeccompProfile()))
                    .as("set for the pod, and not otherwise for its container")
                    .allMatch(Objects::isNull);
        });
    }

    @ParameterizedTest
    @MethodSource("pods")
    void aContainerWritesOnlyToVolumes(Pod pod) {
        assertThat(pod.container().getSecurityContext().getReadOnlyRootFilesystem())
                .isTrue();
        assertThat(pod.spec().getVolumes())
                .filteredOn(volume -> volume.getEmptyDir() != null)
                .allSatisfy(volume ->
                        assertThat(volume.getEmptyDir().getSizeLimit()).isNotNull());
        assertThat(pod.container().getVolumeMounts())
                .filteredOn(mount -> mount.getMountPath().startsWith("/etc/"))
                .allMatch(mount -> mount.getReadOnly());
    }

    /// Addresses of services would be variables, of which Kafka's image takes some for its settings.
    @ParameterizedTest
    @MethodSource("pods")
    void theEnvironmentIsWhatTheManifestSays(Pod pod) {
        assertThat(pod.spec().getEnableServiceLinks()).isFalse();
        assertThat(pod.container().getEnvFrom()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pods")
    void aContainerAsksForWhatItNeedsAndIsBoundInMemory(Pod pod) {
        Container container = pod.container();

        assertThat(container.getResources().getRequests()).containsKeys("cpu", "memory");
        assertThat(container.getResources().getLimits()).containsKey("memory");
    }
}
