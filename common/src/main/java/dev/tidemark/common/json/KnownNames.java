package dev.tidemark.common.json;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Names that nearly every event has, made once. Any other name works just as well, and costs a text.
final class KnownNames {
    private static final int SLOTS = 256;
    private static final byte[][] BYTES = new byte[SLOTS][];
    private static final String[] TEXTS = new String[SLOTS];

    static {
        Stream.of(
                        "id type session_id occurred_at data user priority events batch_id sent_at token kind url title",
                        "started_at ended_at visited_at opened_at closed_at duration_seconds duration_ms reason tab_id",
                        "page_count active_ms operation local_record_id payload last_received_at",
                        "repo_owner repo_name pr_number")
                .flatMap(line -> Stream.of(line.split(" ", -1)))
                .forEach(KnownNames::add);
    }

    private KnownNames() {}

    /// The name that stands there, if it is known.
    static @Nullable String find(byte[] json, int from, int to) {
        if (from == to) {
            return null;
        }
        for (int slot = slot(json, from, to); BYTES[slot] != null; slot = (slot + 1) % SLOTS) {
            byte[] known = BYTES[slot];
            if (Arrays.equals(known, 0, known.length, json, from, to)) {
                return TEXTS[slot];
            }
        }
        return null;
    }

    private static void add(String name) {
        byte[] bytes = name.getBytes(US_ASCII);
        int slot = slot(bytes, 0, bytes.length);
        while (BYTES[slot] != null) {
            slot = (slot + 1) % SLOTS;
        }
        BYTES[slot] = bytes;
        TEXTS[slot] = name;
    }

    private static int slot(byte[] json, int from, int to) {
        return ((to - from) * 31 + json[from] * 17 + json[to - 1] * 7 + json[(from + to) / 2]) & (SLOTS - 1);
    }
}
