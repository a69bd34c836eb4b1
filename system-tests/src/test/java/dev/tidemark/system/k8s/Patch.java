package dev.tidemark.system.k8s;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/// The two kinds of patches that kustomize has.
final class Patch {
    /// By which member the elements of a list are told apart; other lists are replaced whole.
    static final Map<String, String> KEYS = Map.of(
            "containers", "name",
            "initContainers", "name",
            "env", "name",
            "volumes", "name",
            "volumeMounts", "mountPath",
            "ports", "containerPort");

    private Patch() {}

    /// A strategic merge, without directives.
    static void merge(ObjectNode target, ObjectNode changes) {
        changes.properties().forEach(change -> merge(target, change.getKey(), change.getValue()));
    }

    private static void merge(ObjectNode target, String name, JsonNode change) {
        if (name.startsWith("$")) {
            throw new IllegalStateException("no directives, please: " + name);
        }
        JsonNode present = target.path(name);
        if (present instanceof ObjectNode object && change instanceof ObjectNode changes) {
            merge(object, changes);
        } else if (present instanceof ArrayNode list && change.isArray() && KEYS.containsKey(name)) {
            change.forEach(element -> mergeInto(list, element, KEYS.get(name)));
        } else {
            target.set(name, change.deepCopy());
        }
    }

    private static void mergeInto(ArrayNode list, JsonNode element, String key) {
        list.valueStream()
                .filter(each -> each.path(key).equals(element.path(key)))
                .findFirst()
                .ifPresentOrElse(
                        same -> merge((ObjectNode) same, (ObjectNode) element), () -> list.add(element.deepCopy()));
    }

    /// A JSON patch (RFC 6902) of additions to objects.
    static void apply(JsonNode changes, ObjectNode target) {
        for (JsonNode change : changes) {
            JsonPointer path = JsonPointer.compile(change.path("path").asText());
            if (!change.path("op").asText().equals("add") || !(target.at(path.head()) instanceof ObjectNode parent)) {
                throw new IllegalStateException("cannot be done: " + change);
            }
            parent.set(path.last().getMatchingProperty(), change.get("value"));
        }
    }
}
