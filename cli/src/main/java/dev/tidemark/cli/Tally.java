package dev.tidemark.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What became of the events that were sent. Safe for several threads.
public final class Tally {
    private static final int EXAMPLES = 10;

    private long accepted;
    private long unsent;
    private final Map<String, Long> rejectedByCode = new TreeMap<>();
    private final SortedMap<Long, String> examples = new TreeMap<>();
    private final List<String> failures = new ArrayList<>();

    synchronized void accepted(long events) {
        accepted += events;
    }

    synchronized void rejected(long line, String code, String detail) {
        rejectedByCode.merge(code, 1L, Long::sum);
        examples.put(line, code + ": " + detail);
        if (examples.size() > EXAMPLES) {
            examples.pollLastEntry();
        }
    }

    synchronized void unsent(long events, String why) {
        unsent += events;
        if (failures.size() < EXAMPLES) {
            failures.add(events + " not sent: " + why);
        }
    }

    /// Whether nothing was rejected or left unsent so far.
    public synchronized boolean allAccepted() {
        return rejected() == 0 && unsent == 0;
    }

    /// What became of them, for people.
    public synchronized List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("%,d accepted, %,d rejected, %,d not sent".formatted(accepted, rejected(), unsent));
        rejectedByCode.forEach((code, events) -> lines.add("  %,d rejected/%s".formatted(events, code)));
        examples.forEach((line, why) -> lines.add("  line " + line + ": " + why));
        if (rejected() > examples.size()) {
            lines.add("  and %,d more".formatted(rejected() - examples.size()));
        }
        failures.forEach(failure -> lines.add("  " + failure));
        return lines;
    }

    synchronized String toJson() {
        ObjectNode json = Api.JSON.createObjectNode();
        json.put("accepted", accepted);
        json.put("rejected", rejected());
        json.put("not_sent", unsent);
        ObjectNode codes = json.putObject("rejected_by_code");
        rejectedByCode.forEach(codes::put);
        ObjectNode firstRejected = json.putObject("first_rejected_lines");
        examples.forEach((line, why) -> firstRejected.put(Long.toString(line), why));
        return json.toString();
    }

    private long rejected() {
        return rejectedByCode.values().stream().mapToLong(Long::longValue).sum();
    }
}
