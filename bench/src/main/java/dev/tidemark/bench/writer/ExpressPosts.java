package dev.tidemark.bench.writer;

import dev.tidemark.bench.Pause;
import dev.tidemark.cli.Failure;
import dev.tidemark.cli.stack.Installation;
import dev.tidemark.cli.stack.Keys;
import dev.tidemark.cli.stack.Ports;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/// One event a POST, a start and an end in turn, each user at a modest rate; and a look out for their rows.
public final class ExpressPosts implements AutoCloseable {
    private static final long LONGEST_US = Duration.ofMinutes(5).toNanos() / 1_000;
    private static final int DIGITS = 3;
    private static final int USERS = 50;
    private static final int OPEN_SESSIONS = 25;
    private static final Duration BETWEEN_POSTS = Duration.ofMillis(20);
    private static final int LOOK_EVERY = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final URI events;
    private final String name;
    private final List<String> tokens;
    private final ExpressRows rows;
    private final Histogram answered = new ConcurrentHistogram(LONGEST_US, DIGITS);
    private final Histogram visible = new ConcurrentHistogram(LONGEST_US, DIGITS);
    private final Map<Sent, Long> dueBySent = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable String> refusal = new AtomicReference<>();
    private final Thread looking;
    private long posted;
    private volatile boolean running = true;

    /// An event whose row is to be seen.
    ///
    /// @param isEnd whether it is the session's end, or else its start
    record Sent(String user, String session, boolean isEnd) {}

    private ExpressPosts(String name, Ports ingest, ExpressRows rows) {
        this.name = name;
        this.events = URI.create(ingest.ingestUrl() + "/api/v1/events");
        this.rows = rows;
        Keys keys = Keys.of(Installation.find());
        this.tokens = IntStream.range(0, USERS)
                .mapToObj(i -> keys.token(user(i), List.of("tidemark-client"), Duration.ofHours(2)))
                .toList();
        this.looking = Thread.ofPlatform().name("express-rows").unstarted(this::look);
    }

    /// Begins to look out for rows.
    ///
    /// @param name of its sessions; nobody else's may have it
    public static ExpressPosts start(String name, Ports ingest, String jdbcUrl) throws SQLException {
        ExpressPosts posts = new ExpressPosts(name, ingest, ExpressRows.in(jdbcUrl));
        posts.looking.start();
        return posts;
    }

    /// What posts are sent beside.
    public interface Meanwhile {
        /// Whether it is over. Asked now and then, in between two posts, so it must not take long.
        boolean isOver() throws SQLException;
    }

    /// Sends 50 a second, whatever becomes of them, until something is over.
    ///
    /// @return how many that were
    public long postUntil(Meanwhile meanwhile) throws SQLException {
        long before = posted;
        long due = System.nanoTime();
        while (posted % LOOK_EVERY != 0 || !meanwhile.isOver()) {
            Pause.until(due);
            post(due);
            due += BETWEEN_POSTS.toNanos();
        }
        return posted - before;
    }

    /// Sends the next one, and does not wait.
    ///
    /// @param due since when it should have been sent
    private void post(long due) {
        boolean isEnd = posted % 2 == 1;
        long session = isEnd ? Math.max(0, posted / 2 - OPEN_SESSIONS) : posted / 2;
        if (isEnd && posted / 2 < OPEN_SESSIONS) {
            session = -posted; // an end without a start makes its session
        }
        int user = Math.floorMod(session, USERS);
        Sent sent = new Sent(user(user), name + "-" + session, isEnd);
        posted++;
        dueBySent.put(sent, due);
        HttpRequest request = HttpRequest.newBuilder(events)
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + tokens.get(user))
                .POST(HttpRequest.BodyPublishers.ofString(body(sent)))
                .build();
        var _ = client.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .whenComplete((answer, broken) -> answered(due, answer, broken));
    }

    private void answered(long due, @Nullable HttpResponse<String> answer, @Nullable Throwable broken) {
        answered.recordValue(micros(due));
        if (answer == null) {
            refusal.set(String.valueOf(broken));
        } else if (answer.statusCode() != 202) {
            refusal.set(answer.statusCode() + " " + answer.body());
        }
    }

    /// Waits until every row is there.
    ///
    /// @throws Failure when an event was refused, or has no row for long
    public void awaitAll() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!dueBySent.isEmpty() && refusal.get() == null && looking.isAlive() && System.nanoTime() < deadline) {
            Pause.of(ExpressRows.BETWEEN_LOOKS);
        }
        if (refusal.get() != null) {
            throw new Failure("a start or an end was refused, so that there is no figure: " + refusal.get());
        }
        if (!dueBySent.isEmpty()) {
            throw new Failure(dueBySent.size() + " starts and ends are not among the rows, so that there is no figure");
        }
    }

    /// From when a POST was due to its answer, in microseconds.
    public Histogram answered() {
        return answered;
    }

    /// From when a POST was due to its row, in microseconds.
    public Histogram visible() {
        return visible;
    }

    private void look() {
        try {
            while (running) {
                for (Sent there : rows.among(List.copyOf(dueBySent.keySet()))) {
                    Long due = dueBySent.remove(there);
                    if (due != null) {
                        visible.recordValue(micros(due));
                    }
                }
                Thread.sleep(ExpressRows.BETWEEN_LOOKS);
            }
        } catch (SQLException refused) {
            refusal.set("PostgreSQL: " + refused.getMessage());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static String body(Sent sent) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return sent.isEnd() ? """
                {"events":[{"id":"%1$s-end","type":"session.ended","session_id":"%1$s","occurred_at":"%2$s",\
                "data":{"duration_seconds":60,"pr_number":42}}]}""".formatted(sent.session(), now) : """
                {"events":[{"id":"%1$s-start","type":"session.started","session_id":"%1$s","occurred_at":"%2$s",\
                "data":{"repo_owner":"quarkusio","repo_name":"quarkus","pr_number":42}}]}""".formatted(sent.session(), now);
    }

    private static String user(int number) {
        return "express-user-" + number;
    }

    private static long micros(long due) {
        return Math.clamp((System.nanoTime() - due) / 1_000, 0, LONGEST_US);
    }

    @Override
    public void close() throws SQLException {
        running = false;
        try {
            looking.join();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        client.shutdownNow();
        rows.close();
    }
}
