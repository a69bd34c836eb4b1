package dev.tidemark.system.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Renders a folder as `kubectl kustomize` does, where none is at hand: of kustomize only what these overlays use
/// (`resources`, `namespace`, `patches`, `images`). Anything else is an error.
record Kustomization(Path folder) {
    private static final Set<String> KNOWN =
            Set.of("apiVersion", "kind", "namespace", "resources", "patches", "images");

    /// Every document of the folder and of those that it builds on.
    ///
    /// @throws IllegalStateException when a patch has no target, or more than one
    List<ObjectNode> render() {
        JsonNode settings = Yaml.document(folder.resolve("kustomization.yaml"));
        settings.fieldNames().forEachRemaining(name -> require(KNOWN.contains(name), "does not know " + name));
        List<ObjectNode> documents = new ArrayList<>();
        for (JsonNode resource : settings.path("resources")) {
            Path path = folder.resolve(resource.textValue()).normalize();
            documents.addAll(Files.isDirectory(path) ? new Kustomization(path).render() : Yaml.documents(path));
        }
        if (settings.has("namespace")) {
            documents.stream()
                    .filter(document -> !document.path("kind").asText().equals("Namespace"))
                    .forEach(document -> document.withObject("/metadata").set("namespace", settings.get("namespace")));
        }
        settings.path("patches").forEach(patch -> patch(documents, patch));
        settings.path("images")
                .forEach(image -> documents.forEach(document ->
                        document.findParents("image").forEach(container -> rename((ObjectNode) container, image))));
        return documents;
    }

    private void patch(List<ObjectNode> documents, JsonNode patch) {
        JsonNode changes = Yaml.document(folder.resolve(patch.get("path").textValue()));
        if (changes.isArray()) {
            JsonNode target = patch.path("target");
            Patch.apply(
                    changes,
                    target(
                            documents,
                            target.path("kind").asText(),
                            target.path("name").asText()));
        } else {
            ObjectNode target = target(
                    documents,
                    changes.path("kind").asText(),
                    changes.at("/metadata/name").asText());
            require(target.get("apiVersion").equals(changes.get("apiVersion")), "patches another apiVersion");
            Patch.merge(target, (ObjectNode) changes);
        }
    }

    private ObjectNode target(List<ObjectNode> documents, String kind, String name) {
        List<ObjectNode> targets = documents.stream()
                .filter(document -> document.path("kind").asText().equals(kind)
                        && document.at("/metadata/name").asText().equals(name))
                .toList();
        require(targets.size() == 1, "has " + targets.size() + " targets for its patch of " + kind + " " + name);
        return targets.getFirst();
    }

    private static void rename(ObjectNode container, JsonNode image) {
        String[] nameAndTag = container.get("image").asText().split(":", 2);
        if (nameAndTag[0].equals(image.path("name").asText())) {
            String name = image.path("newName").asText(nameAndTag[0]);
            container.put("image", name + ":" + image.path("newTag").asText(nameAndTag[1]));
        }
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(folder + " " + otherwise);
        }
    }
}
