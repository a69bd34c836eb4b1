package dev.tidemark.cli.dlq;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.cli.Api;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Options that say which letters; without any it is all of them.
final class LetterFilter {
    @Option(names = "--group", paramLabel = "FP", description = "Letters of this group, by its fingerprint.")
    private @Nullable String group;

    @Option(names = "--type", paramLabel = "TYPE", description = "Of this type of event.")
    private @Nullable String type;

    @Option(names = "--user", paramLabel = "USER", description = "About this user.")
    private @Nullable String user;

    @Option(names = "--status", paramLabel = "STATUS", description = "That are ${COMPLETION-CANDIDATES}.")
    private @Nullable Status status;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = MomentConverter.class,
            description = "That died last then or later: 2026-11-21T07:00:00Z, or 2h for two hours ago.")
    private @Nullable Instant since;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            converter = MomentConverter.class,
            description = "That died last before then.")
    private @Nullable Instant until;

    @Option(
            names = "--search",
            paramLabel = "TEXT",
            description =
                    "Whose user, session or event id begins like this, or with words in type, failure and detail that do.")
    private @Nullable String search;

    boolean isEmpty() {
        return parameters().isEmpty();
    }

    @Nullable
    Status status() {
        return status;
    }

    /// The group, when nothing else is asked for.
    @Nullable
    String onlyGroup() {
        return parameters().keySet().equals(Set.of("group")) ? group : null;
    }

    /// As a query of the list, without `?`.
    ///
    /// @param usual the status where none is asked for
    String query(@Nullable Status usual) {
        Map<String, String> parameters = parameters();
        if (usual != null) {
            parameters.putIfAbsent("status", usual.toString());
        }
        return parameters.entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + Api.encode(parameter.getValue()))
                .collect(Collectors.joining("&"));
    }

    /// As a selection's `filter`.
    ObjectNode json() {
        ObjectNode json = Api.JSON.createObjectNode();
        parameters().forEach(json::put);
        return json;
    }

    /// Those of the options that the topic cannot answer.
    List<String> onlyInTheStore() {
        List<String> options = new ArrayList<>();
        if (group != null) {
            options.add("--group");
        }
        if (status != null) {
            options.add("--status");
        }
        if (search != null) {
            options.add("--search");
        }
        return options;
    }

    /// Whether a letter from the topic is asked for.
    boolean takes(TopicLetter letter) {
        return (type == null || type.equals(letter.type()))
                && (user == null || user.equals(letter.user()))
                && (since == null || !letter.diedAt().isBefore(since))
                && (until == null || letter.diedAt().isBefore(until));
    }

    private Map<String, String> parameters() {
        Map<String, @Nullable Object> given = new LinkedHashMap<>();
        given.put("group", group);
        given.put("type", type);
        given.put("user", user);
        given.put("status", status);
        given.put("from", since);
        given.put("to", until);
        given.put("q", search);
        Map<String, String> parameters = new LinkedHashMap<>();
        given.forEach((name, value) -> {
            if (value != null) {
                parameters.put(name, Objects.toString(value));
            }
        });
        return parameters;
    }
}
