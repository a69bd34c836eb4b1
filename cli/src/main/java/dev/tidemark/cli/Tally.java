package dev.tidemark.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What became of the events that were sent. Safe for several threads.
final class Tally {
    private static final int EXAMPLES = 10;

    private long accepted;
    private long unsent;
    private final Map<String, Long> rejectedByCode = new TreeMap<>();
    private final List<String> examples = new ArrayList<>();

    synchronized void accepted(long events) {
        accepted += events;
    }

    synchronized void rejected(long line, String code, String detail) {
        rejectedByCode.merge(code, 1L, Long::sum);
        if (examples.size() < EXAMPLES) {
            examples.add("line " + line + ": " + code + ": " + detail);
        }
    }

    synchronized void unsent(long events, String why) {
        unsent += events;
        if (examples.size() < EXAMPLES) {
            examples.add(events + " not sent: " + why);
        }
    }

    synchronized boolean allAccepted() {
        return rejected() == 0 && unsent == 0;
    }

    synchronized List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("%,d accepted, %,d rejected, %,d not sent".formatted(accepted, rejected(), unsent));
        rejectedByCode.forEach((code, events) -> lines.add("  %,d rejected/%s".formatted(events, code)));
        examples.forEach(example -> lines.add("  " + example));
        return lines;
    }

    synchronized String toJson() {
        ObjectNode json = Api.JSON.createObjectNode();
        json.put("accepted", accepted);
        json.put("rejected", rejected());
        json.put("not_sent", unsent);
        ObjectNode codes = json.putObject("rejected_by_code");
        rejectedByCode.forEach(codes::put);
        return json.toString();
    }

    private long rejected() {
        return rejectedByCode.values().stream().mapToLong(Long::longValue).sum();
    }
}
