package dev.tidemark.cli.dlq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.cli.Api;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Which letters something is done to: these, or all that a list with these options would have.
final class SelectionOptions {
    private static final int MOST_ORIGINS = 10_000;
    /// As many as the API has on a page.
    private static final int COUNTED = 500;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(paramLabel = "ORIGIN", arity = "0..*", description = "These letters, as a list has them.")
    private List<String> origins = new ArrayList<>();

    @Option(names = "--id", paramLabel = "ORIGIN", description = "The same as an option (may be repeated).")
    private List<String> ids = new ArrayList<>();

    @Mixin
    private final LetterFilter filter = new LetterFilter();

    /// How many letters are selected.
    ///
    /// @param letters  that many
    /// @param orMore whether there may be more
    record Count(long letters, boolean orMore) {
        @Override
        public String toString() {
            return "%s%,d letter%s".formatted(orMore ? "at least " : "", letters, letters == 1 ? "" : "s");
        }
    }

    /// The letters that are named, each once.
    List<String> named() {
        Set<String> all = new LinkedHashSet<>(origins);
        all.addAll(ids);
        return List.copyOf(all);
    }

    /// As the API's calls want it.
    ///
    /// @throws ParameterException when nothing is selected, or in two ways
    JsonNode json() {
        List<String> named = named();
        if (named.isEmpty() == filter.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    named.isEmpty()
                            ? "which letters? Name them by their ORIGIN, or select them: --group FP, --user USER, "
                                    + "--status open, …"
                            : "letters are either named by their ORIGIN or selected by options, not both");
        }
        if (named.size() > MOST_ORIGINS) {
            throw new ParameterException(
                    spec.commandLine(), "at most 10,000 letters can be named at once; select them by options");
        }
        ObjectNode selection = Api.JSON.createObjectNode();
        String group = filter.onlyGroup();
        if (group != null) {
            selection.put("group", group);
        } else if (named.isEmpty()) {
            selection.set("filter", filter.json());
        } else {
            ArrayNode array = selection.putArray("origins");
            named.forEach(array::add);
        }
        return selection;
    }

    /// How many letters of the selection have this status.
    Count count(Api api, Status status) {
        List<String> named = named();
        if (!named.isEmpty()) {
            return new Count(named.size(), false);
        }
        String group = filter.onlyGroup();
        if (group != null) {
            for (JsonNode one : api.get("/api/v1/dead-letters/groups").path("groups")) {
                if (one.path("fingerprint").asText().equals(group)) {
                    return new Count(one.path(status.toString()).asLong(), false);
                }
            }
        }
        if (filter.status() != null && filter.status() != status) {
            return new Count(0, false);
        }
        JsonNode page = api.get("/api/v1/dead-letters?" + filter.query(status) + "&limit=" + COUNTED);
        return new Count(page.path("letters").size(), page.hasNonNull("next"));
    }
}
