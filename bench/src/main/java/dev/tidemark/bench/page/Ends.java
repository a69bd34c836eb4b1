package dev.tidemark.bench.page;

import dev.tidemark.bench.Millis;
import dev.tidemark.bench.Pause;
import dev.tidemark.cli.stack.Installation;
import dev.tidemark.cli.stack.Keys;
import dev.tidemark.cli.stack.Ports;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/// Sessions that start and end half a second later, one event a POST, at a rate that no answer changes. Each start is
/// the newest session of all, so that its end changes a row that pages show.
final class Ends implements AutoCloseable {
    private static final Duration OPEN = Duration.ofMillis(500);
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final long LONGEST_US = TIMEOUT.toNanos() / 1_000 * 2;
    private static final int DIGITS = 3;
    private static final int LEAST_USERS = 50;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final URI events;
    private final long perSecond;
    private final List<String> tokens;

    /// @param ingest    where ingest takes events
    /// @param perSecond how many start, and how many end
    Ends(Ports ingest, long perSecond) {
        this.events = URI.create(ingest.ingestUrl() + "/api/v1/events");
        this.perSecond = perSecond;
        Keys keys = Keys.of(Installation.find());
        // Two calls a second of each user are far below what a user may.
        this.tokens = IntStream.range(0, (int) Math.max(LEAST_USERS, perSecond))
                .mapToObj(i -> keys.token("page-user-" + i, List.of("tidemark-client"), Duration.ofHours(12)))
                .toList();
    }

    /// What was sent.
    static final class Sent {
        private final Moments moments = Moments.now();
        private final Map<String, Long> due = new ConcurrentHashMap<>();
        private final Histogram answered = new ConcurrentHistogram(LONGEST_US, DIGITS);
        private final LongAdder refused = new LongAdder();
        private final AtomicReference<@Nullable String> refusal = new AtomicReference<>();

        /// When the POST of each end was due, by its session, in microseconds since 1970.
        Map<String, Long> due() {
            return due;
        }

        /// From when a POST was due to its answer, of starts and ends.
        Millis answered() {
            return Millis.of(answered);
        }

        /// How many starts and ends were not accepted.
        long refused() {
            return refused.sum();
        }

        /// What one of those was told; null when there is none.
        @Nullable
        String refusal() {
            return refusal.get();
        }

        private void answered(long dueNanos, @Nullable HttpResponse<String> answer, @Nullable Throwable broken) {
            answered.recordValue(Math.clamp((System.nanoTime() - dueNanos) / 1_000, 0, LONGEST_US));
            if (answer == null || answer.statusCode() != 202) {
                refused.increment();
                refusal.set(answer == null ? String.valueOf(broken) : answer.statusCode() + " " + answer.body());
            }
        }
    }

    /// Sends for so long, and half a second more until the last ones end. Answers may still be under way then.
    ///
    /// @param name of these sessions; no others may have it
    Sent send(String name, Duration time) {
        Sent sent = new Sent();
        long between = Duration.ofSeconds(1).toNanos() / perSecond;
        long open = Math.max(1, OPEN.toNanos() / between);
        long sessions = Math.max(1, time.toNanos() / between);
        long begin = System.nanoTime();
        for (long i = 0; i < sessions + open; i++) {
            long due = begin + i * between;
            if (i < sessions) {
                Pause.until(due);
                post(sent, due, name, i, false);
            }
            if (i >= open) {
                long endDue = due + between / 2;
                Pause.until(endDue);
                sent.due.put(session(name, i - open), sent.moments.at(endDue));
                post(sent, endDue, name, i - open, true);
            }
        }
        return sent;
    }

    private void post(Sent sent, long due, String name, long number, boolean isEnd) {
        HttpRequest request = HttpRequest.newBuilder(events)
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + tokens.get((int) (number % tokens.size())))
                .POST(HttpRequest.BodyPublishers.ofString(body(session(name, number), isEnd)))
                .build();
        var _ = client.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .whenComplete((answer, broken) -> sent.answered(due, answer, broken));
    }

    private static String session(String name, long number) {
        return name + '-' + number;
    }

    private static String body(String session, boolean isEnd) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return isEnd ? """
                {"events":[{"id":"%1$s-end","type":"session.ended","session_id":"%1$s","occurred_at":"%2$s",\
                "data":{"duration_seconds":60}}]}""".formatted(session, now) : """
                {"events":[{"id":"%1$s-start","type":"session.started","session_id":"%1$s","occurred_at":"%2$s",\
                "data":{"repo_owner":"quarkusio","repo_name":"quarkus","pr_number":42}}]}""".formatted(session, now);
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
