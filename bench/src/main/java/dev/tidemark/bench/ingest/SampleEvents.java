package dev.tidemark.bench.ingest;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Bulk events as a browser extension sends them: heartbeats, page visits and activities of some sessions at once. The
/// same seed makes the same events.
final class SampleEvents {
    /// What each event's id ends with, to be overwritten by the number of the request.
    static final String NUMBER = "000000000000";

    private static final int SESSIONS = 40;

    private final Random random;
    private final String[] sessions;
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    SampleEvents(long seed) {
        random = new Random(seed);
        sessions = Stream.generate(this::uuid).limit(SESSIONS).toArray(String[]::new);
    }

    /// One more event, as JSON on one line.
    String next() {
        return switch (random.nextInt(4)) {
            case 0, 1 -> event("session.heartbeat", heartbeat());
            case 2 -> event("page.visited", pageVisit());
            default -> event("session.activity", activity());
        };
    }

    private String heartbeat() {
        return """
                {"repo_owner":"quarkusio","repo_name":"quarkus","pr_number":%d,"tab_id":%d,"visible":%b,\
                "scroll_depth":0.%02d,"client_version":"1.14.2"}""".formatted(number(60_000), number(5_000), random.nextBoolean(), number(100));
    }

    private String pageVisit() {
        return """
                {"url":"https://github.com/quarkusio/quarkus/pull/%d/files","title":"Pull request %d, files",\
                "duration_ms":%d,"tab_id":%d}""".formatted(number(60_000), number(60_000), number(900_000), number(5_000));
    }

    private String activity() {
        return """
                {"kind":"%s","file":"core/runtime/src/main/java/io/quarkus/Source%d.java","line":%d,\
                "pr_number":%d}""".formatted(random.nextBoolean() ? "comment" : "scroll", number(9_000), number(2_000), number(60_000));
    }

    private String event(String type, String data) {
        return """
                {"id":"%s-%s","type":"%s","session_id":"%s","occurred_at":"%s","data":%s}""".formatted(
                        uuid().substring(0, 23),
                        NUMBER,
                        type,
                        sessions[number(SESSIONS)],
                        now.minusMillis(number(600_000)),
                        data);
    }

    private int number(int below) {
        return random.nextInt(below);
    }

    private String uuid() {
        Supplier<String> half = () -> String.format(Locale.ROOT, "%016x", random.nextLong());
        return (half.get() + half.get()).replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5");
    }
}
