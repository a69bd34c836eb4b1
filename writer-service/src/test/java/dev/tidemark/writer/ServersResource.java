package dev.tidemark.writer;

import dev.tidemark.cli.stack.Installation;
import dev.tidemark.cli.stack.Keys;
import dev.tidemark.cli.stack.Server;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A real broker and a real store for the service under test, and the checkout's keys.
public final class ServersResource implements QuarkusTestResourceLifecycleManager {
    private static @Nullable Server kafka;
    private static @Nullable Server postgres;

    static Server kafka() {
        return Objects.requireNonNull(kafka);
    }

    static Server postgres() {
        return Objects.requireNonNull(postgres);
    }

    @Override
    public Map<String, String> start() {
        kafka = Server.kafka();
        postgres = Server.postgres();
        Keys keys = Keys.of(Installation.find());
        Map<String, String> config = new HashMap<>(keys.serviceSettings());
        config.put(
                "tidemark.local.sign-in-key",
                keys.folder().resolve("private.pem").toString());
        config.put("tidemark.kafka.bootstrap-servers", kafka.ports().bootstrapServers());
        config.put("tidemark.kafka.topics.replication", "1");
        config.put("tidemark.kafka.topics.min-in-sync", "1");
        config.put("quarkus.datasource.jdbc.url", postgres.ports().jdbcUrl());
        config.put("quarkus.datasource.username", "tidemark");
        config.put("quarkus.datasource.password", "tidemark");
        // Events of tests are of any time; who falls silent is tested by itself.
        config.put("tidemark.liveness.enabled", "false");
        config.put("quarkus.http.test-port", "0");
        config.put("quarkus.management.test-port", "0");
        return config;
    }

    @Override
    public void stop() {
        kafka().close();
        postgres().close();
    }
}
