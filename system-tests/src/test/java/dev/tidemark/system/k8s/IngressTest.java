package dev.tidemark.system.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.cli.stack.Installation;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressRule;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// One host has both services, and each call goes to the one that answers it.
class IngressTest {
    @ParameterizedTest
    @MethodSource("dev.tidemark.system.k8s.Overlay#systems")
    void whatAServiceSaysThatItServesIsSentToIt(Overlay overlay) {
        for (String service : new String[] {"ingest", "writer"}) {
            assertThat(served(service)).hasSizeGreaterThan(5).allSatisfy(path -> assertThat(backend(overlay, path))
                    .as(path)
                    .isEqualTo(service));
        }
        assertThat(Stream.of("/", "/assets/index.js", "/api/v1/eventsource").map(path -> backend(overlay, path)))
                .containsOnly("writer");
    }

    /// The paths of its OpenAPI description, with something in place of their parameters.
    private static List<String> served(String service) {
        var description = Yaml.document(
                Installation.find().root().resolve(service + "-service/src/main/resources/META-INF/openapi.yaml"));
        return description
                .path("paths")
                .propertyStream()
                .map(path -> path.getKey().replaceAll("\\{\\w+}", "x"))
                .toList();
    }

    /// Where the longest path that fits leads to.
    private static String backend(Overlay overlay, String path) {
        return rules(overlay)
                .flatMap(rule -> rule.getHttp().getPaths().stream())
                .filter(each -> fits(each, path))
                .max(Comparator.comparingInt(each -> each.getPath().length()))
                .orElseThrow()
                .getBackend()
                .getService()
                .getName();
    }

    /// Prefixes are compared element by element.
    private static boolean fits(HTTPIngressPath rule, String path) {
        assertThat(rule.getPathType()).isEqualTo("Prefix");
        return (path + "/").startsWith(rule.getPath().equals("/") ? "/" : rule.getPath() + "/");
    }

    @ParameterizedTest
    @MethodSource("dev.tidemark.system.k8s.Overlay#systems")
    void nothingLeadsToThePortsOfHealthAndMetrics(Overlay overlay) {
        assertThat(rules(overlay).flatMap(rule -> rule.getHttp().getPaths().stream()))
                .allSatisfy(path -> {
                    var backend = path.getBackend().getService();
                    assertThat(backend.getPort().getName()).isEqualTo("http");
                    assertThat(overlay.one(Service.class, backend.getName())
                                    .getSpec()
                                    .getPorts())
                            .anyMatch(port -> port.getName().equals("http"));
                });
    }

    @ParameterizedTest
    @MethodSource("dev.tidemark.system.k8s.Overlay#systems")
    void streamsAreNotBuffered(Overlay overlay) {
        assertThat(overlay.one(Ingress.class, "tidemark").getMetadata().getAnnotations())
                .containsEntry("nginx.ingress.kubernetes.io/proxy-buffering", "off")
                .containsEntry("nginx.ingress.kubernetes.io/proxy-request-buffering", "off")
                .containsEntry("nginx.ingress.kubernetes.io/proxy-body-size", "0")
                .hasEntrySatisfying(
                        "nginx.ingress.kubernetes.io/proxy-read-timeout",
                        seconds -> assertThat(Integer.parseInt(seconds)).isGreaterThanOrEqualTo(600));
    }

    @Test
    void inProductionItIsOneHostWithTls() {
        Ingress ingress = Overlay.production().one(Ingress.class, "tidemark");

        assertThat(rules(Overlay.production()))
                .extracting(IngressRule::getHost)
                .containsExactly("tidemark.example.com");
        assertThat(ingress.getSpec().getTls()).singleElement().satisfies(tls -> assertThat(tls.getHosts())
                .containsExactly("tidemark.example.com"));
        assertThat(Overlay.production().pod("ingest").env("TIDEMARK_WRITER_URL"))
                .isEqualTo("https://tidemark.example.com");
        assertThat(Overlay.production().pod("writer").env("TIDEMARK_DASHBOARD_INGEST_URL"))
                .isEqualTo("https://tidemark.example.com");
    }

    private static Stream<IngressRule> rules(Overlay overlay) {
        return overlay.all(Ingress.class).flatMap(ingress -> ingress.getSpec().getRules().stream());
    }
}
