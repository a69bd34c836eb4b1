package dev.tidemark.cli.dlq;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.cli.Api;
import dev.tidemark.cli.JsonLine;
import dev.tidemark.cli.Table;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `./tidemark dlq groups`.
@Command(
        name = "groups",
        description = "What is dead and why: letters of one cause are a group. The groups of which a letter died last "
                + "come first, at most 500.")
final class GroupsCommand extends ReadingCommand {
    @Option(
            names = "--status",
            paramLabel = "STATUS",
            description =
                    "Only groups with letters that are ${COMPLETION-CANDIDATES}; those are counted (default: open).")
    private @Nullable Status status;

    @Override
    int run(Api api) {
        Status counted = status == null ? Status.OPEN : status;
        List<JsonNode> groups = new ArrayList<>();
        api.get("/api/v1/dead-letters/groups?status=" + counted).path("groups").forEach(groups::add);
        print(groups, counted.toString());
        return 0;
    }

    @Override
    int run(DeadLetterTopic topic) {
        if (status != null) {
            throw wrong("--status is known to the store alone; leave it away with --from-topic");
        }
        print(TopicGroup.in(topic).stream().map(TopicGroup::json).toList(), "deaths");
        return 0;
    }

    private void print(List<? extends JsonNode> groups, String counted) {
        if (isJson()) {
            groups.forEach(group -> out().println(JsonLine.of(group)));
        } else if (groups.isEmpty()) {
            out().println("no dead letters");
        } else {
            table(groups, counted).print(out());
        }
    }

    /// Groups as a table.
    ///
    /// @param counted the member that says how many letters a group has
    static Table table(List<? extends JsonNode> groups, String counted) {
        Table table = new Table("group", "#" + counted, "failure", "type", "last", "message");
        groups.forEach(group -> table.row(
                Text.of(group, "fingerprint"),
                group.path(counted).asLong(),
                Text.of(group, "failure"),
                Text.of(group, "type"),
                Text.time(group, "last_failed_at"),
                Text.of(group, "message")));
        return table;
    }
}
