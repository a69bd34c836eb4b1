package dev.tidemark.common.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/// Makes random events that collide as much as they can: few sessions, ids, times and names; equal ids with different
/// contents; names and values beyond ASCII, in mixed case, in different JSON forms of one value. One seed, one history.
public final class RandomHistory {
    private static final String[] NAMES = {
        "a",
        "A",
        "b",
        "B",
        "aa",
        "Zürich",
        "zürich",
        "ß",
        "\uFFFD",
        "\uD83D\uDE00",
        "\uE000",
        "repo_owner",
        "",
        "é",
        "e\u0301"
    };
    private static final String[] VALUES = {
        "1",
        "1.0",
        "1.10",
        "1e2",
        "100",
        "-0",
        "0.0",
        "-1.5E-3",
        "123456789012345678901234567890",
        "true",
        "false",
        "null",
        "\"a\"",
        "\"A\"",
        "\"Ä\"",
        "\"\\u00e4\"",
        "\"\uD83D\uDE00\"",
        "\"\uFFFD\"",
        "\"\\ud83d\\ude00\"",
        "\"\\n\\t\\u0001\\\"\\\\\\/\"",
        "[]",
        "[1,2]",
        "[1, 2 ]",
        "{}",
        "{\"bb\":1,\"a\":2}",
        "{\"a\":2,\"bb\":1}",
        "{\"é\":{\"A\":[null,1.50]}}"
    };
    private static final Instant BASE = Instant.parse("2026-11-21T07:00:00Z");

    private final Random random;

    /// A source of histories.
    public RandomHistory(long seed) {
        this.random = new Random(seed);
    }

    /// Between one and twelve events, expiries among them.
    public List<Event> next() {
        int length = 1 + random.nextInt(12);
        List<Event> events = new ArrayList<>(length);
        while (events.size() < length) {
            events.add(event());
        }
        return events;
    }

    /// When ingest received an event.
    public Instant receivedAt() {
        return time();
    }

    private Event event() {
        EventType type = pick(EventType.values());
        String json =
                """
                {"id": "%s", "type": "%s", "session_id": "%s", "occurred_at": "%s", "data": %s}""".formatted(pick("e", "E", "e.1", "e:2", "f"), type.wireName(), pick("s", "S"), time(), data(type));
        return switch (EventReader.read(json.getBytes(UTF_8))) {
            case Decoded.Valid(Event event) -> event;
            case Decoded.Unreadable unreadable -> throw new AssertionError(unreadable + " in " + json);
        };
    }

    private String data(EventType type) {
        List<String> members = new ArrayList<>();
        switch (type) {
            case SESSION_STARTED -> maybe(members, "\"started_at\": \"" + time() + '"');
            case SESSION_HEARTBEAT -> {}
            case SESSION_ACTIVITY -> members.add("\"kind\": \"" + pick("click", "Click") + '"');
            case SESSION_ENDED -> {
                maybe(members, "\"ended_at\": \"" + time() + '"');
                maybe(members, "\"duration_seconds\": " + pick("0", "5", "5.0", "12.50"));
                maybe(members, "\"reason\": \"" + pick("done", "Done", "ende\u00e4") + '"');
            }
            case SESSION_EXPIRED -> members.add("\"last_received_at\": \"" + time() + '"');
            case PAGE_VISITED -> {
                members.add("\"url\": \"https://example.org/" + pick("a", "A", "ä") + '"');
                maybe(members, "\"visited_at\": \"" + time() + '"');
                maybe(members, "\"duration_ms\": 12");
            }
            case TAB_CLOSED -> {
                members.add("\"tab_id\": " + pick("7", "\"seven\""));
                maybe(members, "\"opened_at\": \"" + time() + '"');
            }
            case OPERATION -> {
                members.add("\"operation\": \"" + pick("CREATE_VERSE", "UPDATE_VERSE", "DELETE_VERSE", "LOG") + '"');
                maybe(members, "\"local_record_id\": " + pick("1", "\"R\""));
                maybe(members, "\"payload\": " + pick("{}", "\"text\"", "{%s}".formatted(attribute())));
            }
        }
        Set<String> names = new HashSet<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            String name = pick(NAMES);
            if (names.add(name)) {
                members.add("\"" + name + "\": " + pick(VALUES));
            }
        }
        return "{" + String.join(", ", members) + "}";
    }

    private String attribute() {
        return "\"" + pick(NAMES) + "\": " + pick(VALUES);
    }

    private void maybe(List<String> members, String member) {
        if (random.nextBoolean()) {
            members.add(member);
        }
    }

    private Instant time() {
        return BASE.plusNanos(random.nextInt(4) * 1_000L).plusSeconds(random.nextInt(3));
    }

    @SafeVarargs
    private <T> T pick(T... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
