package dev.tidemark.bench.page;

import dev.tidemark.bench.Pause;
import dev.tidemark.cli.Failure;
import dev.tidemark.cli.stack.Installation;
import dev.tidemark.cli.stack.Keys;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Many subscribers of the live stream, each on a connection of its own, that see everybody's sessions. All of them
/// read
/// all that they are sent; ten of them, evenly spread, look at it as well.
final class Subscribers implements AutoCloseable {
    private static final int MOST_WATCHING = 10;
    private static final int AT_ONCE = 20;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(20))
            .build();
    private final List<Subscriber> all = new ArrayList<>();

    private Subscribers() {}

    /// Opens so many streams, and waits until each has had its first view.
    static Subscribers open(String writerUrl, int number) {
        Subscribers subscribers = new Subscribers();
        try {
            subscribers.openAll(writerUrl, number);
            return subscribers;
        } catch (RuntimeException failed) {
            subscribers.close();
            throw failed;
        }
    }

    private void openAll(String writerUrl, int number) {
        String token = Keys.of(Installation.find()).token("bench", List.of("tidemark-viewer"), Duration.ofHours(12));
        HttpRequest request = HttpRequest.newBuilder(URI.create(writerUrl + "/api/v1/dashboard/live"))
                .header("Authorization", "Bearer " + token)
                .header("Accept", "text/event-stream")
                .build();
        Moments moments = Moments.now();
        int apart = Math.max(1, number / MOST_WATCHING);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (int i = 1; i <= number; i++) {
            boolean watches = i % apart == 0 && i / apart <= MOST_WATCHING;
            Subscriber subscriber = new Subscriber(moments, watches);
            all.add(subscriber);
            var _ = client.sendAsync(request, reading(subscriber)).whenComplete((_, _) -> subscriber.end());
            while (waiting() >= (i == number ? 1 : AT_ONCE)) {
                if (System.nanoTime() > deadline || lost() > 0) {
                    throw new Failure("of %,d subscribers %,d have a view and %,d were sent away"
                            .formatted(number, all.size() - waiting(), lost()));
                }
                Pause.of(BETWEEN_LOOKS);
            }
        }
    }

    private static BodyHandler<Void> reading(Subscriber subscriber) {
        return info ->
                info.statusCode() == 200 ? BodySubscribers.fromSubscriber(subscriber) : BodySubscribers.discarding();
    }

    private long waiting() {
        return all.stream().filter(subscriber -> !subscriber.hasBegun()).count();
    }

    /// What those that look have seen: when a session was first shown as completed, by its id, in microseconds since
    /// 1970.
    List<Map<String, Long>> seen() {
        return all.stream().filter(Subscriber::watches).map(Subscriber::seen).toList();
    }

    /// How many streams have ended, which none should.
    long lost() {
        return all.stream().filter(Subscriber::hasEnded).count();
    }

    /// How many views those that look have had.
    long views() {
        return all.stream().mapToLong(Subscriber::views).sum();
    }

    /// How many bytes all of them were sent.
    long bytes() {
        return all.stream().mapToLong(Subscriber::bytes).sum();
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
