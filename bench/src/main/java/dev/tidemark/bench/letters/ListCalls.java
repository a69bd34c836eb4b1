package dev.tidemark.bench.letters;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.bench.Millis;
import dev.tidemark.bench.writer.OperatorApi;
import dev.tidemark.cli.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.StreamSupport;
import org.HdrHistogram.Histogram;

/// First pages of lists, for an operator who looks for something else each time.
///
/// @param listed what is to be found
record ListCalls(OperatorApi api, ListedLetters listed) {
    private static final String LETTERS = "/api/v1/dead-letters";
    private static final String GROUPS = LETTERS + "/groups?status=open";
    private static final int CALLS = 40;
    /// Not measured: what was not read for long is read from the disk.
    private static final int FIRST_CALLS = 3;

    private static final long LONGEST_US = Duration.ofMinutes(5).toNanos() / 1_000;
    private static final int DIGITS = 3;
    private static final Duration WINDOW = Duration.ofHours(6);
    private static final List<String> TYPES =
            List.of("page.visited", "tab.closed", "session.heartbeat", "session.activity");

    /// How long calls took, by what they ask for.
    Map<String, Millis> measure() {
        Map<String, Millis> measured = new LinkedHashMap<>();
        paths().forEach((what, path) -> measured.put(what, measure(path)));
        return measured;
    }

    private Map<String, IntFunction<String>> paths() {
        List<String> groups = groups();
        Map<String, IntFunction<String>> paths = new LinkedHashMap<>();
        paths.put("no filter", _ -> LETTERS);
        paths.put("open ones", _ -> LETTERS + "?status=open");
        paths.put("of a group", i -> LETTERS + "?group=" + groups.get(i * 7 % groups.size()));
        paths.put("of a user", i -> LETTERS + "?user=" + user(i));
        paths.put("of a type", i -> LETTERS + "?type=" + TYPES.get(i % TYPES.size()));
        paths.put("of six hours", i -> LETTERS + "?from=" + hour(i) + "&to=" + hour(i).plus(WINDOW));
        paths.put("with a word that all have", _ -> LETTERS + "?q=violation");
        paths.put("with the id of an event", i -> LETTERS + "?q=event-" + nth(i));
        paths.put(
                "open, of a type, older than a day, a word",
                i -> LETTERS + "?status=open&q=timeout&type=" + TYPES.get(i % 2) + "&to="
                        + listed.newest().minus(Duration.ofDays(1)));
        paths.put("a page far behind", i -> LETTERS + "?status=open&after=" + (listed.last() - nth(i)));
        paths.put("the groups", _ -> GROUPS);
        return paths;
    }

    private List<String> groups() {
        return StreamSupport.stream(api.read(GROUPS).path("groups").spliterator(), false)
                .map(group -> group.path("fingerprint").textValue())
                .toList();
    }

    private static String user(int call) {
        return "user-" + call * 37 % ListedLetters.USERS;
    }

    /// From the newest to nearly the oldest.
    private Instant hour(int call) {
        Duration back = ListedLetters.TIME.minus(WINDOW).multipliedBy(call).dividedBy(CALLS);
        return listed.newest().minus(WINDOW).minus(back);
    }

    /// From the first to the last.
    private long nth(int call) {
        return 1 + listed.letters() * call / (CALLS + 1);
    }

    private Millis measure(IntFunction<String> path) {
        for (int i = 0; i < FIRST_CALLS; i++) {
            requireSome(path.apply(CALLS - 1 - i));
        }
        Histogram micros = new Histogram(LONGEST_US, DIGITS);
        for (int i = 0; i < CALLS; i++) {
            long begun = System.nanoTime();
            String _ = api.get(path.apply(i));
            micros.recordValue((System.nanoTime() - begun) / 1_000);
        }
        return Millis.of(micros);
    }

    private void requireSome(String path) {
        JsonNode answer = api.read(path);
        if (answer.path("letters").isEmpty() && answer.path("groups").isEmpty()) {
            throw new Failure(path + " finds nothing, so that there is no figure");
        }
    }
}
