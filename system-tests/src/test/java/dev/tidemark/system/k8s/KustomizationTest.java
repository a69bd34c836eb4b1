package dev.tidemark.system.k8s;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// That these tests see what `kubectl` would apply, and that an overlay which does not fit its base is no overlay.
class KustomizationTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    @BeforeEach
    void aBase() throws IOException {
        write("base.yaml", "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {b: c}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"base", "overlays/local", "overlays/production", "overlays/production/kafka"})
    void rendersWhatKubectlDoes(String overlay) throws Exception {
        assumeThat(isOnPath("kubectl"))
                .as("kubectl is missing: what the tests render is not compared with what it renders")
                .isTrue();
        Path path = Overlay.folder(overlay);

        List<ObjectNode> theirs = Yaml.documents(kubectlKustomize(path));

        assertThat(byName(new Kustomization(path).render())).isEqualTo(byName(theirs));
    }

    @Test
    void aPatchChangesItsTarget() throws IOException {
        write("kustomization.yaml", "{resources: [base.yaml], patches: [{path: patch.yaml}]}");
        write("patch.yaml", "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {d: e}}");

        assertThat(new Kustomization(folder).render().getFirst().path("data"))
                .isEqualTo(Yaml.documents("{b: c, d: e}").getFirst());
    }

    @Test
    void aPatchWithoutATargetIsRefused() throws IOException {
        write("kustomization.yaml", "{resources: [base.yaml], patches: [{path: patch.yaml}]}");
        write("patch.yaml", "{apiVersion: v1, kind: ConfigMap, metadata: {name: b}, data: {d: e}}");

        assertThatThrownBy(() -> new Kustomization(folder).render())
                .hasMessageContaining("has 0 targets for its patch of ConfigMap b");
    }

    @Test
    void whatTheTestsCannotRenderIsRefused() throws IOException {
        write("kustomization.yaml", "{resources: [base.yaml], namePrefix: x-}");

        assertThatThrownBy(() -> new Kustomization(folder).render()).hasMessageContaining("does not know namePrefix");
    }

    private void write(String file, String yaml) throws IOException {
        Files.writeString(folder.resolve(file), yaml);
    }

    private static boolean isOnPath(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private static String kubectlKustomize(Path folder) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("kubectl", "kustomize", folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).isZero();
        return output;
    }

    private static Map<String, ObjectNode> byName(List<ObjectNode> documents) {
        return documents.stream()
                .collect(Collectors.toMap(
                        document -> document.path("kind").asText() + " "
                                + document.at("/metadata/name").asText(),
                        document -> {
                            sortLists(document);
                            return document;
                        }));
    }

    /// Where elements have a key, their order says nothing.
    private static void sortLists(JsonNode node) {
        node.forEach(KustomizationTest::sortLists);
        Patch.KEYS.forEach((list, key) -> {
            if (node.path(list) instanceof ArrayNode array) {
                List<JsonNode> sorted = array.valueStream()
                        .sorted(Comparator.comparing(
                                element -> element.path(key).asText()))
                        .toList();
                array.removeAll().addAll(sorted);
            }
        });
    }
}
