package dev.tidemark.system.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.cli.stack.Installation;
import dev.tidemark.system.k8s.Overlay.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What is true of the manifests by themselves. That they fit the models at all is seen as each [Overlay] is read.
class ManifestsTest {
    private static final String REGISTRY = "registry.example.com/";

    @ParameterizedTest(name = "{1} {2}")
    @MethodSource("documents")
    void aMemberThatTheModelDoesNotHaveIsRefused(ObjectNode document, String kind, String name) {
        Stream.of(document, document.path("spec"), document.at("/spec/template/spec"), document.at("/spec/triggers/0"))
                .filter(ObjectNode.class::isInstance)
                .map(ObjectNode.class::cast)
                .forEach(member -> {
                    member.put("surplus", 1);
                    assertThatThrownBy(() -> Model.read(document)).hasMessageContaining("surplus");
                    member.remove("surplus");
                });
    }

    static Stream<Arguments> documents() {
        return Overlay.all()
                .flatMap(overlay -> new Kustomization(Overlay.folder(overlay.name())).render().stream())
                .map(document -> Arguments.of(
                        document,
                        document.path("kind").asText(),
                        document.at("/metadata/name").asText()));
    }

    @ParameterizedTest
    @MethodSource("dev.tidemark.system.k8s.Overlay#all")
    void eachResourceIsThereOnceInOneNamespace(Overlay overlay) {
        String namespace = overlay.equals(Overlay.kafka()) ? "kafka" : "tidemark";

        assertThat(overlay.resources())
                .extracting(resource ->
                        resource.getKind() + " " + resource.getMetadata().getName())
                .doesNotHaveDuplicates();
        assertThat(overlay.resources())
                .filteredOn(resource -> !resource.getKind().equals("Namespace"))
                .allSatisfy(resource ->
                        assertThat(resource.getMetadata().getNamespace()).isEqualTo(namespace));
    }

    @ParameterizedTest
    @MethodSource("dev.tidemark.system.k8s.Overlay#systems")
    void aWorkloadSelectsItsOwnPodsAndNoOthers(Overlay overlay) {
        Stream<Map<String, String>> deployments = overlay.all(Deployment.class)
                .map(deployment -> deployment.getSpec().getSelector().getMatchLabels());
        Stream<Map<String, String>> sets = overlay.all(StatefulSet.class)
                .map(set -> set.getSpec().getSelector().getMatchLabels());

        assertThat(Stream.concat(deployments, sets)).allSatisfy(labels -> assertThat(selected(overlay, labels))
                .singleElement()
                .satisfies(pod -> assertThat(labels).containsValue(pod.name())));
    }

    @ParameterizedTest
    @MethodSource("dev.tidemark.system.k8s.Overlay#systems")
    void aServiceLeadsToPortsOfItsPods(Overlay overlay) {
        assertThat(overlay.all(Service.class)).isNotEmpty().allSatisfy(service -> {
            List<Pod> pods = selected(overlay, service.getSpec().getSelector());

            assertThat(pods).singleElement().satisfies(pod -> assertThat(
                            service.getSpec().getPorts())
                    .allSatisfy(port -> assertThat(pod.port(port.getTargetPort().getStrVal()))
                            .isEqualTo(port.getPort())));
        });
    }

    @ParameterizedTest
    @MethodSource("dev.tidemark.system.k8s.Overlay#systems")
    void bothServicesHaveABudgetThatLetsNodesBeDrained(Overlay overlay) {
        assertThat(overlay.all(PodDisruptionBudget.class)).hasSize(2).allSatisfy(budget -> {
            assertThat(selected(overlay, budget.getSpec().getSelector().getMatchLabels()))
                    .singleElement()
                    .extracting(Pod::name)
                    .isEqualTo(budget.getMetadata().getName());
            assertThat(budget.getSpec().getMaxUnavailable().getIntVal()).isEqualTo(1);
            assertThat(budget.getSpec().getUnhealthyPodEvictionPolicy()).isEqualTo("AlwaysAllow");
        });
    }

    @ParameterizedTest
    @MethodSource("dev.tidemark.system.k8s.Overlay#systems")
    void bothServicesAreSpreadOverZonesAndNodes(Overlay overlay) {
        assertThat(overlay.services()).allSatisfy(pod -> {
            var constraints = pod.spec().getTopologySpreadConstraints();
            assertThat(constraints)
                    .extracting(constraint -> constraint.getTopologyKey())
                    .containsExactly("topology.kubernetes.io/zone", "kubernetes.io/hostname");
            assertThat(constraints).allSatisfy(constraint -> assertThat(
                            selected(overlay, constraint.getLabelSelector().getMatchLabels()))
                    .containsExactly(pod));
        });
    }

    @ParameterizedTest
    @MethodSource("dev.tidemark.system.k8s.Overlay#systems")
    void everyNetworkPolicySelectsAPod(Overlay overlay) {
        assertThat(overlay.all(NetworkPolicy.class)).allSatisfy(policy -> assertThat(overlay.pods()
                        .filter(pod -> Network.selects(policy.getSpec().getPodSelector(), pod)))
                .isNotEmpty());
    }

    @Test
    void imagesAreThoseThatAreBuiltAndThoseThatTheTestsRunOn() throws IOException {
        String pom = Files.readString(Installation.find().root().resolve("pom.xml"));
        String version = first("<version>(.*)</version>", pom);

        assertThat(Overlay.local().pods().map(pod -> pod.container().getImage()))
                .containsExactlyInAnyOrder(
                        "tidemark/ingest-service:" + version,
                        "tidemark/writer-service:" + version,
                        "tidemark/cli:" + version,
                        "apache/kafka:" + first("<kafka.version>(.*)</kafka.version>", pom),
                        "postgres:" + first("<postgres.version>(\\d+).*</postgres.version>", pom),
                        "valkey/valkey:8");
        assertThat(Overlay.production().pods().map(pod -> pod.container().getImage()))
                .containsExactlyInAnyOrder(
                        REGISTRY + "tidemark/ingest-service:" + version,
                        REGISTRY + "tidemark/writer-service:" + version);
    }

    @Test
    void ourOwnImagesAreNotPulledWhereTheyAre() {
        assertThat(Stream.of("ingest", "writer", "topics").map(Overlay.local()::pod))
                .allSatisfy(
                        pod -> assertThat(pod.container().getImagePullPolicy()).isEqualTo("IfNotPresent"));
    }

    private static List<Pod> selected(Overlay overlay, Map<String, String> labels) {
        return overlay.pods()
                .filter(pod -> pod.labels().entrySet().containsAll(labels.entrySet()))
                .toList();
    }

    private static String first(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }
}
