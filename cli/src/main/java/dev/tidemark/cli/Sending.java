package dev.tidemark.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/// Sends batches of events, two requests at a time, and repeats what ingest asks to repeat: events are idempotent.
public final class Sending implements AutoCloseable {
    /// The most events in a request.
    static final int MAX_EVENTS = 5_000;
    /// The most bytes in a request, well below ingest's limit of 8 MiB.
    static final long MAX_BYTES = 4L << 20;

    private static final int IN_FLIGHT = 2;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Api api;
    private final Tally tally;
    private final LongConsumer settled;
    private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore inFlight = new Semaphore(IN_FLIGHT);

    /// @param settled is told how many more events have a final answer
    public Sending(Api api, Tally tally, LongConsumer settled) {
        this.api = api;
        this.tally = tally;
        this.settled = settled;
    }

    /// Sends a batch in the background; waits while too many others are on their way.
    void submit(List<EventLine> batch) throws InterruptedException {
        inFlight.acquire();
        requests.execute(() -> {
            try {
                send(batch);
            } catch (InterruptedException stopped) {
                tally.unsent(batch.size(), "interrupted");
                Thread.currentThread().interrupt();
            } catch (RuntimeException ourFault) {
                tally.unsent(batch.size(), "sending failed: " + ourFault);
            } finally {
                inFlight.release();
            }
        });
    }

    /// Waits until every batch has its answer.
    @Override
    public void close() {
        requests.close();
    }

    /// Sends a batch until each of its events has a final answer, or patience ends.
    public void send(List<EventLine> batch) throws InterruptedException {
        List<EventLine> open = batch;
        Duration pause = FIRST_PAUSE;
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!open.isEmpty()) {
            Answer answer = post(open);
            settled.accept(open.size() - answer.open().size());
            if (answer.open().size() < open.size()) {
                deadline = System.nanoTime() + PATIENCE.toNanos();
                pause = FIRST_PAUSE;
            }
            open = answer.open();
            if (!open.isEmpty() && System.nanoTime() > deadline) {
                tally.unsent(open.size(), answer.why());
                return;
            }
            if (!open.isEmpty()) {
                TimeUnit.NANOSECONDS.sleep(ThreadLocalRandom.current().nextLong(pause.toNanos() / 2, pause.toNanos()));
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
        }
    }

    /// What of a batch has no final answer, and why.
    private record Answer(List<EventLine> open, String why) {}

    private Answer post(List<EventLine> events) throws InterruptedException {
        HttpResponse<String> response;
        try {
            response = api.post("/api/v1/events", bodyOf(events));
        } catch (IOException unreachable) {
            return new Answer(events, "ingest cannot be reached: " + unreachable);
        }
        return switch (response.statusCode()) {
            case 202, 207, 422, 503 -> judged(events, response);
            case 408, 429, 500, 502, 504 -> new Answer(events, "ingest answers " + response.statusCode());
            default -> {
                tally.unsent(events.size(), "ingest answers " + response.statusCode() + ": " + response.body());
                yield new Answer(List.of(), "");
            }
        };
    }

    private Answer judged(List<EventLine> events, HttpResponse<String> response) {
        JsonNode body;
        try {
            body = Api.JSON.readTree(response.body());
        } catch (IOException notOurs) {
            return new Answer(events, "the answer " + response.statusCode() + " is no JSON");
        }
        if (!body.has("accepted")) {
            return new Answer(events, "ingest answers " + response.statusCode());
        }
        Set<Integer> notAccepted = new HashSet<>();
        List<EventLine> open = new ArrayList<>();
        for (JsonNode result : body.path("results")) {
            int index = result.path("index").asInt();
            notAccepted.add(index);
            if ("retry".equals(result.path("verdict").asText())) {
                open.add(events.get(index));
            } else {
                tally.rejected(
                        events.get(index).number(),
                        result.path("code").asText(),
                        result.path("detail").asText());
            }
        }
        tally.accepted(events.size() - notAccepted.size());
        return new Answer(open, "ingest asks to retry: its Kafka is away");
    }

    private static byte[] bodyOf(List<EventLine> events) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes("{\"events\":[".getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < events.size(); i++) {
            if (i > 0) {
                body.write(',');
            }
            body.writeBytes(events.get(i).json());
        }
        body.writeBytes("]}".getBytes(StandardCharsets.UTF_8));
        return body.toByteArray();
    }
}
