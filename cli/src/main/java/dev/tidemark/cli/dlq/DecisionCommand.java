package dev.tidemark.cli.dlq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.cli.Api;
import dev.tidemark.cli.JsonLine;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Decides about letters, one or many.
abstract class DecisionCommand extends LetterCommand {
    private static final String LETTERS = "/api/v1/dead-letters/";

    @Mixin
    private final SelectionOptions selection = new SelectionOptions();

    @Mixin
    private final Confirmation confirmation = new Confirmation();

    @Option(names = "--json", description = "Print the result as JSON.")
    private boolean json;

    private final String verb;
    private final String done;
    private final Status before;

    /// @param verb   what is done, as the API calls it
    /// @param done   what was done to them then, as the API counts it
    /// @param before the letters that it can be done to
    DecisionCommand(String verb, String done, Status before) {
        this.verb = verb;
        this.done = done;
        this.before = before;
    }

    /// For what reason.
    abstract @Nullable String why();

    /// A letter that is named alone is refused with a reason; of many, those are passed over that it does not fit.
    @Override
    final int run(Api api) {
        JsonNode selected = selection.json();
        ObjectNode body = Api.JSON.createObjectNode().put("why", why());
        List<String> named = selection.named();
        JsonNode answer;
        if (named.size() == 1) {
            api.order(LETTERS + Api.encode(named.getFirst()) + "/" + verb, body);
            answer = Api.JSON.createObjectNode().put(done, 1);
        } else {
            if (!confirmation.isGiven()) {
                confirmation.require(verb, selection.count(api, before), err());
            }
            body.set("selection", selected);
            answer = api.order(LETTERS + verb, body);
        }
        long letters = answer.path(done).asLong();
        out().println(json ? JsonLine.of(answer) : "%,d letter%s %s".formatted(letters, letters == 1 ? "" : "s", done));
        return 0;
    }
}
