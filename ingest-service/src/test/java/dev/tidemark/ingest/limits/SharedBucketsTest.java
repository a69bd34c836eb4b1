package dev.tidemark.ingest.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two instances of ingest against a real Redis.
class SharedBucketsTest {
    private static final Rate RATE = Rate.of("10/1h");

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    private final int port = freePort();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final SharedBuckets one = new SharedBuckets("redis://localhost:" + port, new LocalBuckets(), registry);
    private final SharedBuckets other = new SharedBuckets("redis://localhost:" + port, new LocalBuckets(), registry);
    private @Nullable Process redis;

    @AfterEach
    void close() throws InterruptedException {
        one.close();
        other.close();
        stopRedis();
    }

    @Test
    void bothCountIntoOneBucketWhileRedisIsThereAndEachIntoItsOwnWhileItIsAway() throws Exception {
        // Away from the start: each has a bucket of its own, at once.
        long begun = System.nanoTime();
        assertThat(take(one, "early", 10)).isTrue();
        assertThat(take(other, "early", 10)).isTrue();
        assertThat(take(one, "early", 1)).isFalse();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
        assertThat(fallbacks()).isPositive();

        // There: one bucket.
        startRedis();
        awaitShared();
        assertThat(take(one, "user", 6)).isTrue();
        assertThat(take(other, "user", 4)).isTrue();
        assertThat(take(one, "user", 1)).isFalse();
        other.debit(Limit.SYNC_USER, RATE, "deep", 25);
        assertThat(one.take(Limit.SYNC_USER, RATE, "deep", 0).isEnough()).isFalse();

        // Away again: the local ones decide, and it is counted.
        stopRedis();
        double before = fallbacks();
        assertThat(take(one, "user", 1)).isTrue();
        assertThat(fallbacks()).isGreaterThan(before);

        // And back.
        startRedis();
        awaitShared();
        assertThat(take(one, "late", 10)).isTrue();
        assertThat(take(other, "late", 1)).isFalse();
    }

    private void awaitShared() {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(300))
                .untilAsserted(() -> {
                    double before = fallbacks();
                    String probe = "probe-" + System.nanoTime();
                    assertThat(take(one, probe, 1)).isTrue();
                    assertThat(take(other, probe, 1)).isTrue();
                    assertThat(fallbacks()).isEqualTo(before);
                });
    }

    private static boolean take(Buckets buckets, String subject, long tokens) {
        return buckets.take(Limit.SYNC_USER, RATE, subject, tokens).isEnough();
    }

    private double fallbacks() {
        return registry.counter("tidemark.ingest.limiter.fallbacks").count();
    }

    private void startRedis() throws IOException {
        redis = new ProcessBuilder(
                        "redis-server",
                        "--port",
                        Integer.toString(port),
                        "--bind",
                        "127.0.0.1",
                        "--save",
                        "",
                        "--appendonly",
                        "no",
                        "--dir",
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("redis.log").toFile())
                .start();
    }

    private void stopRedis() throws InterruptedException {
        Process running = redis;
        if (running != null) {
            running.destroyForcibly();
            assertThat(running.waitFor(10, TimeUnit.SECONDS)).isTrue();
            redis = null;
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new AssertionError(none);
        }
    }
}
