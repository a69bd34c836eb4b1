package dev.tidemark.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `./tidemark dlq groups`.
@Command(
        name = "groups",
        description = "What is dead and why: the letters of the dead-letter topic by failure and type.",
        mixinStandardHelpOptions = true)
final class DlqGroupsCommand implements Callable<Integer> {
    @Mixin
    private final StackOption stackOption = new StackOption();

    @Option(names = "--json", description = "Print them as JSON.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        List<DeadLetterTopic.Group> groups =
                new DeadLetterTopic(stackOption.ports().bootstrapServers()).groups();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(toJson(groups).toPrettyString());
        } else if (groups.isEmpty()) {
            out.println("no dead letters");
        } else {
            out.printf("%8s  %-28s %-18s %-20s  %s%n", "letters", "failure", "type", "last", "detail");
            groups.forEach(group -> out.printf(
                    "%,8d  %-28s %-18s %-20s  %s%n",
                    group.letters(), group.failure(), group.type(), group.last(), group.detail()));
        }
        return 0;
    }

    private static ArrayNode toJson(List<DeadLetterTopic.Group> groups) {
        ArrayNode array = Api.JSON.createArrayNode();
        groups.forEach(group -> array.addObject()
                .put("letters", group.letters())
                .put("failure", group.failure())
                .put("type", group.type())
                .put("detail", group.detail())
                .put("first", group.first().toString())
                .put("last", group.last().toString()));
        return array;
    }
}
