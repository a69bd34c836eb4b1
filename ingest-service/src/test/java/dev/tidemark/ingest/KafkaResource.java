package dev.tidemark.ingest;

import dev.tidemark.cli.stack.Installation;
import dev.tidemark.cli.stack.Keys;
import dev.tidemark.cli.stack.Server;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A real broker for the service under test, and the checkout's keys.
public final class KafkaResource implements QuarkusTestResourceLifecycleManager {
    private static @Nullable Server kafka;

    /// The broker, to be read from, taken away and brought back.
    static Server kafka() {
        return Objects.requireNonNull(kafka);
    }

    @Override
    public Map<String, String> start() {
        kafka = Server.kafka();
        Map<String, String> config = new HashMap<>(Keys.of(Installation.find()).serviceSettings());
        config.put("tidemark.kafka.bootstrap-servers", kafka.ports().bootstrapServers());
        config.put("quarkus.http.test-port", "0");
        config.put("quarkus.management.test-port", "0");
        return config;
    }

    @Override
    public void stop() {
        kafka().close();
    }
}
