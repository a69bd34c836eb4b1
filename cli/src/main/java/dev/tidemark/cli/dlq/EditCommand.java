package dev.tidemark.cli.dlq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.cli.Api;
import dev.tidemark.cli.Failure;
import dev.tidemark.cli.JsonLine;
import dev.tidemark.cli.Refusal;
import dev.tidemark.cli.Terminal;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `./tidemark dlq edit`.
@Command(
        name = "edit",
        description =
                "Puts an edit beside the payload of a letter, for its replay; the original stays. Without options it "
                        + "opens $VISUAL or $EDITOR. Shows what differs, and whether the writer can read it now.")
final class EditCommand extends LetterCommand {
    private static final int OVERTAKEN = 412;

    @Parameters(paramLabel = "ORIGIN", description = "The letter, as a list has it.")
    private String origin = "";

    @ArgGroup
    private How how = new How();

    @Option(names = "--why", paramLabel = "TEXT", description = "For what reason, for the audit.")
    private @Nullable String why;

    @Option(names = "--json", description = "Print the letter, and what the writer says of the edit, as JSON.")
    private boolean json;

    /// Where the edit comes from.
    static final class How {
        @Option(
                names = "--file",
                paramLabel = "FILE|-",
                description = "The new payload, byte for byte; - is standard input.")
        private @Nullable String file;

        @Option(names = "--undo", description = "Take the edit back.")
        private boolean undo;
    }

    @Override
    int run(Api api) throws InterruptedException {
        String path = "/api/v1/dead-letters/" + Api.encode(origin);
        Api.Answer seen = api.find(path + "?full=true");
        if (how.undo) {
            undo(api, path, seen);
            return 0;
        }
        Payload present = present(seen.body());
        Draft draft = how.file == null ? Draft.inEditor(present, Draft.editor()) : Draft.inFile(how.file);
        if (Arrays.equals(draft.payload().bytes(), present.bytes())) {
            draft.discard();
            out().println("nothing was changed");
            return 0;
        }
        if (!json) {
            Difference.between(present, draft.payload()).forEach(out()::println);
            out().flush();
        }
        print(put(api, path, draft, seen.tag()));
        draft.discard();
        return 0;
    }

    private void undo(Api api, String path, Api.Answer seen) {
        if (!seen.body().path("edited").asBoolean()) {
            throw new Failure("the letter has no edit that could be taken back");
        }
        api.delete(path + "/payload", seen.tag());
        out().println("the edit is taken back; the payload is the original again");
    }

    private static Payload present(JsonNode letter) {
        Payload payload = Payload.of(letter.path(letter.hasNonNull("edited_payload") ? "edited_payload" : "payload"));
        if (payload == null) {
            throw new Failure("the letter has no payload, or the token may not see it");
        }
        return payload;
    }

    private JsonNode put(Api api, String path, Draft draft, String tag) {
        ObjectNode body = draft.payload().json().put("why", why);
        try {
            return api.replace(path + "/payload", body, tag);
        } catch (Refusal refusal) {
            String cause = refusal.status() == OVERTAKEN
                    ? "somebody was faster: the letter was changed since it was read here"
                    : refusal.getMessage();
            throw new Failure(cause + "; " + kept(draft), refusal);
        } catch (Failure failure) {
            throw new Failure(failure.getMessage() + "; " + kept(draft), failure);
        }
    }

    /// How to go on with an edit that was not taken.
    private String kept(Draft draft) {
        String file = draft.keep();
        return "nothing is lost, your edit is in %s: look at the letter, then %s"
                .formatted(file, command("edit %s --file %s".formatted(Terminal.safe(origin), file)));
    }

    private void print(JsonNode answer) {
        JsonNode decodes = answer.path("decodes");
        if (json) {
            out().println(JsonLine.of(answer));
        } else if (decodes.path("ok").asBoolean()) {
            out().printf(
                            "kept; the writer can read it now. Try it out: %s%n",
                            command("replay " + origin + " --dry-run"));
        } else {
            out().printf(
                            "kept, but the writer cannot read it: %s: %s%n",
                            Terminal.safe(Text.of(decodes, "code")), Terminal.safe(Text.of(decodes, "detail")));
        }
    }
}
