package dev.tidemark.cli.dlq;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.cli.Api;
import dev.tidemark.cli.JsonLine;
import dev.tidemark.cli.Table;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `./tidemark dlq list`.
@Command(name = "list", description = "Dead letters, newest first; which ones, the options say.")
final class ListCommand extends ReadingCommand {
    @Mixin
    private final LetterFilter filter = new LetterFilter();

    @Mixin
    private final PageOptions pages = new PageOptions();

    private final Table table = new Table("origin", "status", "failure", "type", "user", "last", "detail");

    @Override
    int run(Api api) {
        pages.read(api, "/api/v1/dead-letters", filter.query(null), "letters", this::print);
        return 0;
    }

    @Override
    int run(DeadLetterTopic topic) {
        List<String> refused = filter.onlyInTheStore();
        if (!refused.isEmpty()) {
            throw wrong(String.join(", ", refused) + ": only the store knows that; leave it away with --from-topic");
        }
        if (pages.isAll()) {
            throw wrong("with --from-topic, say how many with --limit; it keeps as many in memory");
        }
        print(topic.newest(pages.limit(), filter::takes));
        return 0;
    }

    /// Whether there is still somebody who reads.
    private boolean print(List<JsonNode> letters) {
        if (isJson()) {
            letters.forEach(letter -> out().println(JsonLine.of(letter)));
        } else {
            letters.forEach(letter -> table.row(
                    Text.of(letter, "origin"),
                    Text.of(letter, "status"),
                    Text.of(letter, "failure"),
                    Text.of(letter, "type"),
                    Text.of(letter, "user"),
                    Text.time(letter, "last_failed_at"),
                    Text.of(letter, "detail")));
            table.print(out());
        }
        return !out().checkError();
    }
}
