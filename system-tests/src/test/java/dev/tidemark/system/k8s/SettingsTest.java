package dev.tidemark.system.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.cli.stack.Keys;
import dev.tidemark.system.k8s.Overlay.Pod;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.server.config.AbstractKafkaConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the containers are told is something that they understand.
class SettingsTest {
    private static final Pattern OUR_FILE = Pattern.compile("/etc/tidemark/[\\w./-]+");

    static Stream<Pod> services() {
        return Overlay.systems().flatMap(Overlay::services);
    }

    @ParameterizedTest
    @MethodSource("services")
    void theServiceKnowsEachVariable(Pod pod) {
        ServiceSettings settings = ServiceSettings.of(pod.name());

        assertThat(variables(pod)).isNotEmpty().doesNotHaveDuplicates().allMatch(settings::know);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TIDEMARK_KAFKA_BOOTSTRAP_SERVER",
                "TIDEMARK_KAFKA_CLIENT__SASL_MECHANISMS_",
                "QUARKUS_DATASOURCE_USER",
                "QUARKUS_SHUTDOWN_DELAY_ENABLED" // it is decided when the service is built
            })
    void aServiceDoesNotKnowWhatIsAlmostASetting(String variable) {
        assertThat(ServiceSettings.of("writer").know(variable)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("services")
    void aServiceIsToldWhatItCannotDoWithout(Pod pod) {
        assertThat(variables(pod))
                .contains(
                        "TIDEMARK_AUTH_ISSUER",
                        "TIDEMARK_AUTH_AUDIENCE",
                        "TIDEMARK_AUTH_KEYS",
                        "TIDEMARK_KAFKA_BOOTSTRAP_SERVERS");
        if (pod.name().equals("writer")) {
            assertThat(variables(pod))
                    .contains(
                            "QUARKUS_DATASOURCE_JDBC_URL",
                            "QUARKUS_DATASOURCE_USERNAME",
                            "QUARKUS_DATASOURCE_PASSWORD",
                            "TIDEMARK_DASHBOARD_INGEST_URL");
        } else {
            assertThat(variables(pod)).contains("TIDEMARK_BEACON_SECRETS", "TIDEMARK_WRITER_URL");
        }
    }

    @ParameterizedTest
    @MethodSource("services")
    void filesThatAreNamedAreMounted(Pod pod) {
        Set<String> named = pod.container().getEnv().stream()
                .filter(variable -> variable.getValue() != null)
                .flatMap(variable -> OUR_FILE.matcher(variable.getValue()).results())
                .map(MatchResult::group)
                .collect(Collectors.toSet());

        assertThat(named).isNotEmpty().allMatch(file -> files(pod).anyMatch(file::equals));
    }

    /// The files of its volumes; a ConfigMap that need not be there has the file that it is for.
    private static Stream<String> files(Pod pod) {
        return pod.container().getVolumeMounts().stream().flatMap(mount -> switch (volume(pod, mount)) {
            case Volume volume
            when volume.getSecret() != null ->
                volume.getSecret().getItems().stream()
                        .map(KeyToPath::getPath)
                        .map(file -> mount.getMountPath() + "/" + file);
            case Volume volume
            when volume.getConfigMap() != null -> Stream.of(mount.getMountPath() + "/limits.properties");
            case Volume _ -> Stream.empty();
        });
    }

    private static Volume volume(Pod pod, VolumeMount mount) {
        return pod.spec().getVolumes().stream()
                .filter(volume -> volume.getName().equals(mount.getName()))
                .findFirst()
                .orElseThrow(() -> new AssertionError(pod + " has no volume " + mount.getName()));
    }

    @Test
    void theWriterKeepsItsStateOnAVolume() {
        Pod writer = Overlay.production().pod("writer");

        assertThat(Path.of(writer.env("TIDEMARK_LIVENESS_STATE_DIR")).getParent())
                .isEqualTo(Path.of("/var/lib/tidemark"));
        assertThat(writer.container().getVolumeMounts())
                .extracting(VolumeMount::getMountPath)
                .contains("/var/lib/tidemark");
    }

    @Test
    void theLocalSystemTrustsTheTokensOfTheCheckout() {
        var settings = new Keys(Path.of("/etc/tidemark/keys")).serviceSettings();

        assertThat(Overlay.local().services()).allSatisfy(pod -> assertThat(settings)
                .allSatisfy((property, value) ->
                        assertThat(pod.env(ServiceSettings.variable(property))).isEqualTo(value)));
    }

    @Test
    void onlyTheLocalSystemIsADevelopers() {
        assertThat(Overlay.local().services()).allSatisfy(pod -> assertThat(pod.env("TIDEMARK_DEPLOYMENT_MODE"))
                .isEqualTo("development"));
        assertThat(variables(Overlay.local().pod("writer"))).contains("TIDEMARK_LOCAL_SIGN_IN_KEY");
        assertThat(Overlay.production().services().flatMap(pod -> variables(pod).stream()))
                .doesNotContain(
                        "TIDEMARK_DEPLOYMENT_MODE", "TIDEMARK_DEPLOYMENT_CONCESSIONS", "TIDEMARK_LOCAL_SIGN_IN_KEY");
    }

    @Test
    void inProductionServersAreSpokenToByTlsAlone() {
        assertThat(Overlay.production().services()).allSatisfy(pod -> {
            assertThat(pod.env("TIDEMARK_KAFKA_CLIENT__SECURITY_PROTOCOL_")).isEqualTo("SASL_SSL");
            assertThat(pod.env("TIDEMARK_AUTH_KEYS")).startsWith("https://");
        });
        assertThat(Overlay.production().pod("writer").env("QUARKUS_DATASOURCE_JDBC_URL"))
                .contains("sslmode=verify-full", "sslrootcert=");
    }

    @Test
    void theBrokerKnowsEachVariable() {
        Set<String> known = AbstractKafkaConfig.CONFIG_DEF.names().stream()
                .map(setting -> "KAFKA_" + ServiceSettings.variable(setting))
                .collect(Collectors.toSet());

        assertThat(variables(Overlay.local().pod("kafka")))
                .contains("CLUSTER_ID", "KAFKA_HEAP_OPTS")
                .filteredOn(
                        variable -> !List.of("CLUSTER_ID", "KAFKA_HEAP_OPTS").contains(variable))
                .isNotEmpty()
                .allMatch(known::contains);
    }

    private static List<String> variables(Pod pod) {
        return pod.container().getEnv().stream().map(EnvVar::getName).toList();
    }
}
