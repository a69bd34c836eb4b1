package dev.tidemark.cli.dlq;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.cli.Terminal;
import java.util.ArrayList;
import java.util.List;

/// One letter for people, line by line.
final class LetterText {
    private static final int DUMPED_BYTES = 4 << 10;

    private final List<String> lines = new ArrayList<>();
    private final JsonNode letter;
    private final boolean isFull;

    /// @param letter as the API has it
    /// @param isFull whether all of its payload is shown
    LetterText(JsonNode letter, boolean isFull) {
        this.letter = letter;
        this.isFull = isFull;
    }

    List<String> lines() {
        add("origin", text("origin"));
        add("status", decision());
        add("event", text("type") + "  " + text("event_id"));
        add("about", "user " + text("user") + "  session " + text("session_id"));
        add("failure", text("failure") + (letter.hasNonNull("sql_state") ? "  SQLSTATE " + text("sql_state") : ""));
        add("detail", text("detail"));
        add("group", text("fingerprint"));
        add(
                "died",
                "%s times, last %s, first failed %s, after %s attempts"
                        .formatted(text("deaths"), text("last_failed_at"), text("first_failed_at"), text("attempts")));
        add("writer", text("writer"));
        history();
        headers();
        content("key", letter.path("key"));
        content("payload, %s bytes".formatted(text("size")), letter.path("payload"));
        if (letter.path("edited").asBoolean()) {
            content("edit by %s at %s".formatted(text("edited_by"), text("edited_at")), letter.path("edited_payload"));
        }
        if (letter.path("payload_truncated").asBoolean()) {
            lines.add("");
            lines.add("… what is longer than 256 KiB is cut; --full shows all");
        }
        return lines;
    }

    private String decision() {
        String status = text("status");
        if (letter.hasNonNull("decided_by")) {
            status += " by " + text("decided_by") + " at " + text("decided_at");
        }
        return letter.hasNonNull("reason") ? status + ": " + text("reason") : status;
    }

    private void history() {
        heading("history");
        for (JsonNode death : letter.path("history")) {
            lines.add("  " + safe(death, "failed_at") + "  " + safe(death, "failure") + "  " + safe(death, "detail")
                    + (death.hasNonNull("replay") ? "  in replay " + safe(death, "replay") : ""));
        }
        for (JsonNode replay : letter.path("replays")) {
            lines.add("  " + safe(replay, "created_at") + "  " + safe(replay, "outcome") + " in replay "
                    + safe(replay, "id") + " by " + safe(replay, "by"));
        }
    }

    private void headers() {
        if (!letter.has("headers")) {
            return;
        }
        heading("headers");
        for (JsonNode header : letter.path("headers")) {
            String value = header.has("base64") ? "base64 " + safe(header, "base64") : safe(header, "text");
            lines.add("  " + safe(header, "name") + ": " + value);
        }
    }

    private void content(String name, JsonNode content) {
        heading(name);
        Payload payload = Payload.of(content);
        if (payload == null) {
            lines.add("  none" + (letter.has("payload") ? "" : " that the token may see"));
            return;
        }
        payload.text()
                .ifPresentOrElse(
                        text -> Terminal.safeLines(PrettyJson.of(text)).lines().forEach(line -> lines.add("  " + line)),
                        () -> dump(payload.bytes()));
    }

    private void dump(byte[] bytes) {
        HexDump.of(bytes, isFull ? bytes.length : DUMPED_BYTES).forEach(line -> lines.add("  " + line));
        if (!isFull && bytes.length > DUMPED_BYTES) {
            lines.add("  … and %,d more bytes; --full shows all".formatted(bytes.length - DUMPED_BYTES));
        }
    }

    private void heading(String name) {
        lines.add("");
        lines.add(name);
    }

    private void add(String name, String value) {
        lines.add("%-8s  %s".formatted(name, value));
    }

    private String text(String name) {
        return safe(letter, name);
    }

    private static String safe(JsonNode object, String name) {
        return Terminal.safe(Text.of(object, name));
    }
}
