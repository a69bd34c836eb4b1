package dev.tidemark.ingest;

import dev.tidemark.cli.stack.Installation;
import dev.tidemark.cli.stack.Keys;
import dev.tidemark.cli.stack.Server;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A real broker for the service under test, and the checkout's keys.
public final class KafkaResource implements QuarkusTestResourceLifecycleManager {
    private static final Path LIMITS = Path.of(
                    "target", "limits-" + ProcessHandle.current().pid() + ".properties")
            .toAbsolutePath();
    private static @Nullable Server kafka;

    /// The broker, to be read from, taken away and brought back.
    static Server kafka() {
        return Objects.requireNonNull(kafka);
    }

    /// The file of limits, which the service follows while it runs.
    static Path limits() {
        return LIMITS;
    }

    /// Limits that no test meets by chance.
    static final String GENEROUS = Stream.of(
                    "sync-user", "sync-ip", "lifecycle-user", "other-ip", "failed-ip", "events-user", "bytes-user")
            .map(limit -> "tidemark.limits.rate." + limit + "=1000000000/1s\n")
            .collect(Collectors.joining());

    @Override
    public Map<String, String> start() {
        write(GENEROUS);
        kafka = Server.kafka();
        Map<String, String> config = new HashMap<>(Keys.of(Installation.find()).serviceSettings());
        config.put("tidemark.kafka.bootstrap-servers", kafka.ports().bootstrapServers());
        config.put("tidemark.kafka.topics.replication", "1");
        config.put("tidemark.kafka.topics.min-in-sync", "1");
        config.put("tidemark.limits.file", limits().toString());
        config.put("tidemark.beacon.secrets", "a-secret-for-tests-of-32-characters");
        config.put("quarkus.http.test-port", "0");
        config.put("quarkus.management.test-port", "0");
        return config;
    }

    /// Changes the limits; the service follows within two seconds.
    static void write(String limits) {
        try {
            Files.writeString(LIMITS, limits);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    @Override
    public void stop() {
        kafka().close();
    }
}
