package dev.tidemark.cli.dlq;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.cli.Api;
import dev.tidemark.cli.JsonLine;
import dev.tidemark.cli.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `./tidemark dlq audit`.
@Command(name = "audit", description = "Who did what and why, newest first.")
final class AuditCommand extends LetterCommand {
    @Option(
            names = "--target",
            paramLabel = "TARGET",
            description = "Only what was done to this origin, fingerprint, replay or lane.")
    private @Nullable String target;

    @Option(names = "--who", paramLabel = "WHO", description = "Only what this one did.")
    private @Nullable String who;

    @Option(names = "--action", paramLabel = "ACTION", description = "Only this, for example edit, discard or replay.")
    private @Nullable String action;

    @Mixin
    private final PageOptions pages = new PageOptions();

    @Option(names = "--json", description = "Print JSON, one object a line.")
    private boolean json;

    private final Table table = new Table("at", "who", "action", "target", "why", "detail");

    @Override
    int run(Api api) {
        pages.read(api, "/api/v1/audit", query(), "entries", this::print);
        return 0;
    }

    private String query() {
        Map<String, @Nullable String> given = new LinkedHashMap<>();
        given.put("target", target);
        given.put("who", who);
        given.put("action", action);
        return given.entrySet().stream()
                .filter(parameter -> parameter.getValue() != null)
                .map(parameter -> parameter.getKey() + "=" + Api.encode(String.valueOf(parameter.getValue())))
                .collect(Collectors.joining("&"));
    }

    private boolean print(List<JsonNode> entries) {
        if (json) {
            entries.forEach(entry -> out().println(JsonLine.of(entry)));
        } else {
            entries.forEach(entry -> table.row(
                    Text.time(entry, "at"),
                    Text.of(entry, "who"),
                    Text.of(entry, "action"),
                    Text.of(entry, "target"),
                    Text.of(entry, "why"),
                    entry.path("detail").isEmpty() ? "" : entry.path("detail").toString()));
            table.print(out());
        }
        return !out().checkError();
    }
}
