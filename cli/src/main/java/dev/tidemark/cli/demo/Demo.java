package dev.tidemark.cli.demo;

import dev.tidemark.cli.Api;
import dev.tidemark.cli.Faults;
import dev.tidemark.cli.stack.Keys;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/// The main class of a demo's process: a crowd at work, and one fault a minute.
public final class Demo {
    /// What its log says once ingest has accepted something.
    public static final String UNDER_WAY = "the demo is under way";

    private static final String BACK_END = "tidemark-demo";
    private static final Duration TOKEN_TTL = Duration.ofMinutes(10);
    private static final Duration FIRST_FAULT = Duration.ofSeconds(10);
    private static final Duration BETWEEN_FAULTS = Duration.ofMinutes(1);

    private final String ingestUrl;
    private final String bootstrapServers;
    private final Keys keys = Keys.find();
    private int faults;

    private Demo(String ingestUrl, String bootstrapServers) {
        this.ingestUrl = ingestUrl;
        this.bootstrapServers = bootstrapServers;
    }

    /// Runs until the process ends.
    ///
    /// @param args where ingest is, and where Kafka is
    public static void main(String[] args) throws InterruptedException {
        new Demo(args[0], args[1]).run();
    }

    private void run() throws InterruptedException {
        long seed = ThreadLocalRandom.current().nextLong();
        say("seed " + seed);
        Crowd crowd = new Crowd(new Random(seed), Instant.now());
        try (ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor()) {
            var _ = clock.scheduleWithFixedDelay(
                    this::fault, FIRST_FAULT.toSeconds(), BETWEEN_FAULTS.toSeconds(), TimeUnit.SECONDS);
            new Traffic(crowd, this::ingest, () -> say(UNDER_WAY), Demo::say).run();
        }
    }

    private Api ingest() {
        return new Api(ingestUrl, keys.token(BACK_END, List.of("tidemark-backend"), TOKEN_TTL));
    }

    /// One of the next kind. Where Kafka does not take it, the next minute has another try.
    private void fault() {
        try {
            new Faults().send(bootstrapServers, faults, 1);
            faults++;
        } catch (RuntimeException away) {
            say("no fault this minute: " + away.getMessage());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static void say(String line) {
        System.out.println(Instant.now() + " " + line);
    }
}
