package dev.tidemark.system.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.cli.stack.Installation;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import org.junit.jupiter.api.Test;

/// What Prometheus is told.
class MonitoringTest {
    @Test
    void theRulesAreThoseOfTheDocs() {
        var rules = Yaml.document(Installation.find().root().resolve("docs/alerts/tidemark.rules.yml"));
        var resource = Yaml.document(Overlay.folder("overlays/production").resolve("prometheus-rule.yaml"));

        assertThat(resource.path("spec"))
                .as("prometheus-rule.yaml begins with how to bring it up to date")
                .isEqualTo(rules);
    }

    @Test
    void theMetricsOfBothServicesAreRead() {
        var monitor = Overlay.production().one(ServiceMonitor.class, "tidemark").getSpec();

        assertThat(monitor.getEndpoints()).singleElement().satisfies(endpoint -> {
            assertThat(endpoint.getPort()).isEqualTo("management");
            assertThat(endpoint.getPath()).isEqualTo("/q/metrics");
        });
        assertThat(Overlay.production().all(Service.class)).hasSize(2).allSatisfy(service -> {
            assertThat(service.getMetadata().getLabels())
                    .containsAllEntriesOf(monitor.getSelector().getMatchLabels())
                    .containsKey(monitor.getJobLabel());
            assertThat(service.getSpec().getPorts())
                    .anyMatch(port -> port.getName().equals("management"));
        });
    }
}
