package dev.tidemark.bench.page;

import dev.tidemark.bench.Pause;
import dev.tidemark.bench.writer.Heartbeats;
import dev.tidemark.cli.Failure;
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
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// Heartbeats of many sessions in turn, sent by a back end a hundred a request, at a rate that no answer changes for as
/// long as not too many answers are missing.
final class Bulk implements AutoCloseable {
    /// How many sessions have heartbeats.
    static final int SESSIONS = 20_000;

    /// How many events a request has.
    static final int BATCH = 100;

    private static final int MOST_UNANSWERED = 100;
    private static final long FIRST_LAP_PER_SECOND = 5_000;
    private static final int EVENT_LENGTH = 300;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final URI events;
    private final String token =
            Keys.of(Installation.find()).token("bench", List.of("tidemark-backend"), Duration.ofHours(12));
    private final List<String> sessions =
            LongStream.range(0, SESSIONS).mapToObj(Heartbeats::sessionId).toList();
    private final Semaphore unanswered = new Semaphore(MOST_UNANSWERED);
    private final LongAdder accepted = new LongAdder();
    private long sent;

    Bulk(Ports ingest) {
        this.events = URI.create(ingest.ingestUrl() + "/api/v1/events");
    }

    /// Has each session heard of once, so that none is new later.
    void firstLap() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (Run _ = run(FIRST_LAP_PER_SECOND)) {
            while (accepted() < SESSIONS) {
                if (System.nanoTime() > deadline) {
                    throw new Failure("ingest accepted %,d of %,d events in %d s, so that there is no figure"
                            .formatted(accepted(), SESSIONS, PATIENCE.toSeconds()));
                }
                Pause.of(BETWEEN_LOOKS);
            }
        }
    }

    /// Begins to send so many a second. There may be one run at a time.
    Run run(long perSecond) {
        Run run = new Run(perSecond);
        run.thread.start();
        return run;
    }

    /// How many were accepted so far.
    long accepted() {
        return accepted.sum();
    }

    /// Sends until it is closed.
    final class Run implements AutoCloseable {
        private final long perSecond;
        private final Thread thread;
        private volatile boolean running = true;

        private Run(long perSecond) {
            this.perSecond = perSecond;
            this.thread = Thread.ofPlatform().name("bulk").daemon().unstarted(this::send);
        }

        private void send() {
            if (perSecond == 0) {
                return;
            }
            long between = Duration.ofSeconds(1)
                    .multipliedBy(BATCH)
                    .dividedBy(perSecond)
                    .toNanos();
            for (long due = System.nanoTime(); running; due += between) {
                Pause.until(due);
                unanswered.acquireUninterruptibly();
                post();
            }
        }

        /// Waits for the answers, too.
        @Override
        public void close() {
            running = false;
            try {
                thread.join();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new Failure("interrupted", stopped);
            }
            unanswered.acquireUninterruptibly(MOST_UNANSWERED);
            unanswered.release(MOST_UNANSWERED);
        }
    }

    private void post() {
        HttpRequest request = HttpRequest.newBuilder(events)
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.ofString(body()))
                .build();
        var _ = client.sendAsync(request, HttpResponse.BodyHandlers.discarding())
                .whenComplete((answer, _) -> answered(answer));
    }

    /// Whatever is not accepted is missing from the rate, which the report tells.
    private void answered(@Nullable HttpResponse<Void> answer) {
        unanswered.release();
        if (answer != null && answer.statusCode() == 202) {
            accepted.add(BATCH);
        }
    }

    private String body() {
        String now = Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
        StringBuilder body = new StringBuilder(BATCH * EVENT_LENGTH).append("{\"events\":[");
        for (int i = 0; i < BATCH; i++) {
            long number = sent % SESSIONS;
            String session = sessions.get((int) number);
            // Not a format: there are thousands a second.
            body.append(i == 0 ? "" : ",")
                    .append("{\"id\":\"")
                    .append(session)
                    .append('-')
                    .append(sent / SESSIONS)
                    .append("\",\"type\":\"session.heartbeat\",\"user\":\"")
                    .append(Heartbeats.user(number))
                    .append("\",\"session_id\":\"")
                    .append(session)
                    .append("\",\"occurred_at\":\"")
                    .append(now)
                    .append("\",\"data\":{\"repo_owner\":\"quarkusio\",\"repo_name\":\"quarkus\",\"pr_number\":")
                    .append(number)
                    .append("}}");
            sent++;
        }
        return body.append("]}").toString();
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
