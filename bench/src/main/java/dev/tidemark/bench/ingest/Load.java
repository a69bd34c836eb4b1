package dev.tidemark.bench.ingest;

import dev.tidemark.bench.Pause;
import dev.tidemark.cli.Failure;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.HdrHistogram.Histogram;

/// Drives clients for a while, each on a thread of its own.
final class Load {
    private static final long LONGEST_US = Duration.ofMinutes(1).toNanos() / 1_000;
    private static final int DIGITS = 3;

    private final List<Client> clients;

    Load(List<Client> clients) {
        this.clients = clients;
    }

    /// What came of a run. Every event of it was accepted.
    ///
    /// @param requests how many were answered
    /// @param events   how many they had
    /// @param seconds  from the first request's being due to the last answer
    /// @param latency  in µs, from when a request was due to its answer
    record Result(long requests, long events, double seconds, Histogram latency) {
        double requestsPerSecond() {
            return requests / seconds;
        }

        double eventsPerSecond() {
            return events / seconds;
        }
    }

    /// Runs all clients; requests that are due before the time is over are still answered.
    ///
    /// @throws Failure when anything but acceptance was answered
    Result run(Pace pace, Duration time) {
        long start = System.nanoTime();
        long end = start + time.toNanos();
        List<Future<Driven>> driving = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(clients.size())) {
            for (int i = 0; i < clients.size(); i++) {
                Client client = clients.get(i);
                long first = pace.first(start, i, clients.size());
                driving.add(threads.submit(() -> drive(client, pace, first, end)));
            }
        }
        return sum(start, driving.stream().map(Load::driven).toList());
    }

    private record Driven(long requests, long events, long lastAnswer, Histogram latency, List<String> errors) {}

    private static Driven drive(Client client, Pace pace, long first, long end) {
        Histogram latency = new Histogram(LONGEST_US, DIGITS);
        List<String> errors = new ArrayList<>();
        long requests = 0;
        long events = 0;
        long now = first;
        for (long due = first; due - end < 0; due = pace.next(due, now)) {
            Pause.until(due);
            try {
                events += client.send();
            } catch (Client.Refused refused) {
                errors.add(String.valueOf(refused.getMessage()));
            } catch (IOException broken) {
                errors.add(broken.toString());
                break;
            }
            requests++;
            now = System.nanoTime();
            latency.recordValue(Math.clamp((now - due) / 1_000, 0, LONGEST_US));
        }
        return new Driven(requests, events, now, latency, errors);
    }

    private static Driven driven(Future<Driven> driving) {
        try {
            return driving.get();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Failure("interrupted", stopped);
        } catch (ExecutionException bug) {
            throw new IllegalStateException(bug.getCause());
        }
    }

    private static Result sum(long start, List<Driven> all) {
        List<String> errors = all.stream().flatMap(one -> one.errors().stream()).toList();
        if (!errors.isEmpty()) {
            throw new Failure(errors.size() + " requests were not accepted, so that there is no figure; the first was "
                    + "told:\n" + errors.getFirst());
        }
        Histogram latency = new Histogram(LONGEST_US, DIGITS);
        all.forEach(one -> latency.add(one.latency()));
        long last =
                all.stream().mapToLong(one -> one.lastAnswer() - start).max().orElse(0);
        return new Result(
                all.stream().mapToLong(Driven::requests).sum(),
                all.stream().mapToLong(Driven::events).sum(),
                last / 1e9,
                latency);
    }
}
