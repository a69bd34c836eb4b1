package dev.tidemark.system.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.system.k8s.Overlay.Pod;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Everybody reaches whom its settings name, and nobody else.
class NetworkTest {
    private final Network local = new Network(Overlay.local());
    private final Network production = new Network(Overlay.production());

    @ParameterizedTest
    @MethodSource("dev.tidemark.system.k8s.Overlay#systems")
    void whatNoPolicyAllowsIsDenied(Overlay overlay) {
        NetworkPolicy denied = overlay.one(NetworkPolicy.class, "default-deny");

        assertThat(overlay.pods())
                .isNotEmpty()
                .allMatch(pod -> Network.selects(denied.getSpec().getPodSelector(), pod));
        assertThat(denied.getSpec().getPodSelector().getMatchLabels()).isEmpty();
        assertThat(denied.getSpec().getPolicyTypes()).containsExactlyInAnyOrder("Ingress", "Egress");
        assertThat(denied.getSpec().getIngress()).isEmpty();
        assertThat(denied.getSpec().getEgress()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dev.tidemark.system.k8s.Overlay#systems")
    void everyPodMayLookUpNames(Overlay overlay) {
        assertThat(overlay.pods())
                .allMatch(pod -> new Network(overlay).leaves(pod, 53, Network.namespace("kube-system")));
    }

    @ParameterizedTest
    @MethodSource("dev.tidemark.system.k8s.Overlay#systems")
    void servicesAreCalledByTheIngressControllerAndMeasuredByPrometheus(Overlay overlay) {
        Network network = new Network(overlay);

        assertThat(overlay.services()).allSatisfy(pod -> {
            int http = pod.port("http");
            int management = pod.port("management");
            assertThat(network.enters(pod, http, Network.namespace("ingress-nginx")))
                    .isTrue();
            assertThat(network.enters(pod, management, Network.namespace("monitoring")))
                    .isTrue();
            assertThat(network.enters(pod, management, Network.namespace("ingress-nginx")))
                    .isFalse();
        });
    }

    @Test
    void inOneClusterTheServersAreReachedByWhoeverIsToldOfThem() {
        Pod ingest = Overlay.local().pod("ingest");
        Pod writer = Overlay.local().pod("writer");
        Pod topics = Overlay.local().pod("topics");
        String kafka = "kafka:9092";

        assertThat(ingest.env("TIDEMARK_KAFKA_BOOTSTRAP_SERVERS")).isEqualTo(kafka);
        assertThat(writer.env("TIDEMARK_KAFKA_BOOTSTRAP_SERVERS")).isEqualTo(kafka);
        assertThat(topics.container().getArgs()).contains(kafka);
        assertThat(ingest.env("TIDEMARK_LIMITS_REDIS")).isEqualTo("redis://valkey:6379");
        assertThat(writer.env("QUARKUS_DATASOURCE_JDBC_URL")).isEqualTo("jdbc:postgresql://postgres:5432/tidemark");
        String[] calls = {
            "ingest to kafka", "writer to kafka", "topics to kafka", "writer to postgres", "ingest to valkey"
        };
        assertThat(open((from, port, to) -> local.leaves(from, port, to))).containsExactlyInAnyOrder(calls);
        assertThat(open((from, port, to) -> local.enters(to, port, from))).containsExactlyInAnyOrder(calls);
    }

    private interface Way {
        boolean isOpen(Pod from, int port, Pod to);
    }

    /// Which pod has a way to which at the port that it listens on.
    private static List<String> open(Way way) {
        List<Pod> pods = Overlay.local().pods().toList();
        return pods.stream()
                .flatMap(from -> pods.stream()
                        .filter(to -> !to.equals(from))
                        .filter(to -> to.container().getPorts().stream()
                                .anyMatch(port -> way.isOpen(from, port.getContainerPort(), to)))
                        .map(to -> from.name() + " to " + to.name()))
                .toList();
    }

    @Test
    void inProductionTheServersAreReachedAtTheirPorts() {
        assertThat(Overlay.production().services()).allSatisfy(pod -> {
            assertThat(pod.env("TIDEMARK_KAFKA_BOOTSTRAP_SERVERS")).endsWith(".kafka.svc:9093");
            assertThat(production.leaves(pod, 9093, Network.namespace("kafka"))).isTrue();
            assertThat(pod.env("TIDEMARK_AUTH_KEYS")).startsWith("https://");
            assertThat(production.leaves(pod, 443, Network::isBlock)).isTrue();
        });
        Pod writer = Overlay.production().pod("writer");
        assertThat(writer.env("QUARKUS_DATASOURCE_JDBC_URL")).contains(":5432/");
        assertThat(Stream.of("ingest", "writer")
                        .filter(name -> production.leaves(Overlay.production().pod(name), 5432, Network::isBlock)))
                .containsExactly("writer");
        assertThat(Stream.of("ingest", "writer")
                        .filter(name -> production.leaves(Overlay.production().pod(name), 6379, Network::isBlock)))
                .containsExactly("ingest");
    }
}
