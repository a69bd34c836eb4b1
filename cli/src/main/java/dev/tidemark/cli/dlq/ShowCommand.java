package dev.tidemark.cli.dlq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.cli.Api;
import dev.tidemark.cli.Failure;
import dev.tidemark.cli.JsonLine;
import dev.tidemark.cli.Terminal;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `./tidemark dlq show`.
@Command(
        name = "show",
        description = "One letter with all that it carries: payload, key, headers, and how often it died.")
final class ShowCommand extends ReadingCommand {
    @Parameters(paramLabel = "ORIGIN", description = "The letter, as a list has it.")
    private String origin = "";

    @Option(names = "--full", description = "All of the payload, however long it is.")
    private boolean full;

    @Option(
            names = "--payload",
            description = "Print the payload and nothing else, byte for byte: the edit of it, where there is one.")
    private boolean payloadOnly;

    @Option(
            names = "--original",
            description = "With --payload: the payload as it came, though there is an edit of it.")
    private boolean original;

    @Override
    int run(Api api) {
        String all = full || payloadOnly ? "?full=true" : "";
        return print(api.get("/api/v1/dead-letters/" + Api.encode(origin) + all));
    }

    @Override
    int run(DeadLetterTopic topic) {
        List<TopicLetter> deaths = topic.deathsOf(origin);
        if (deaths.isEmpty()) {
            throw new Failure(
                    "the topic has no letter of the origin " + Terminal.safe(origin) + "; it keeps them for 30 days");
        }
        ObjectNode letter = deaths.getLast().whole().put("deaths", deaths.size());
        ArrayNode history = letter.putArray("history");
        deaths.forEach(death -> history.add(death.death()));
        return print(letter);
    }

    private int print(JsonNode letter) {
        if (payloadOnly) {
            printPayload(letter);
        } else if (isJson()) {
            out().println(JsonLine.of(letter));
        } else {
            new LetterText(letter, full).lines().forEach(out()::println);
        }
        return 0;
    }

    private void printPayload(JsonNode letter) {
        boolean isEdited = letter.hasNonNull("edited_payload") && !original;
        Payload payload = Payload.of(letter.path(isEdited ? "edited_payload" : "payload"));
        if (payload == null) {
            throw new Failure("the letter has no payload, or the token may not see it");
        }
        if (Terminal.isOutput()) {
            String text = payload.text()
                    .orElseThrow(() -> new Failure("the payload is no text; write it to a file (… --payload > file)"));
            out().println(Terminal.safeLines(text));
        } else {
            System.out.write(payload.bytes(), 0, payload.bytes().length);
            System.out.flush();
        }
    }
}
