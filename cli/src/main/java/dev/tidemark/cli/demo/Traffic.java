package dev.tidemark.cli.demo;

import dev.tidemark.cli.Api;
import dev.tidemark.cli.EventLine;
import dev.tidemark.cli.Sending;
import dev.tidemark.cli.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Sends what a crowd does while it does it, in small batches. Ingest may be away: then the crowd waits with it.
final class Traffic {
    private static final Duration TICK = Duration.ofMillis(250);
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Crowd crowd;
    private final Supplier<Api> ingest;
    private final Runnable onFirstAccepted;
    private final Consumer<String> log;
    private boolean isFirst = true;

    /// @param ingest          gives a connection that may be used for ten minutes
    /// @param onFirstAccepted called once, when ingest has accepted a batch
    /// @param log             is told once a minute what became of the events
    Traffic(Crowd crowd, Supplier<Api> ingest, Runnable onFirstAccepted, Consumer<String> log) {
        this.crowd = crowd;
        this.ingest = ingest;
        this.onFirstAccepted = onFirstAccepted;
        this.log = log;
    }

    /// Goes on until it is interrupted.
    void run() throws InterruptedException {
        while (true) {
            Tally tally = new Tally();
            try {
                sendForAMinute(tally);
            } catch (RuntimeException broken) {
                log.accept("it goes on after this: " + broken);
                Thread.sleep(PAUSE);
            }
            tally.lines().forEach(log);
        }
    }

    private void sendForAMinute(Tally tally) throws InterruptedException {
        Instant until = Instant.now().plus(MINUTE);
        try (Api api = ingest.get();
                Sending sending = new Sending(api, tally, _ -> {})) {
            while (Instant.now().isBefore(until)) {
                send(sending, tally);
                Thread.sleep(TICK);
            }
        }
    }

    /// Waits until the events have a final answer, or for two minutes.
    private void send(Sending sending, Tally tally) throws InterruptedException {
        List<EventLine> batch = crowd.act(Instant.now()).stream()
                .map(event -> EventLine.of(0, event.toString()))
                .toList();
        sending.send(batch);
        if (isFirst && !batch.isEmpty() && tally.allAccepted()) {
            isFirst = false;
            onFirstAccepted.run();
        }
    }
}
