package dev.tidemark.cli.stack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// One of the two services, as it is packaged.
final class ServicePart extends Part {
    private final Path packaged;
    private final Path running;
    private final Path jvmOptions;
    private final int managementPort;
    private final Map<String, String> environment;

    private ServicePart(
            String name,
            RunState state,
            Installation installation,
            int port,
            int managementPort,
            Map<String, String> environment) {
        super(name, state);
        this.packaged = installation.serviceApp(name + "-service");
        this.running = state.folder().resolve(name + "-app");
        this.jvmOptions = installation.jvmOptions();
        this.managementPort = managementPort;
        this.environment = new HashMap<>(environment);
        this.environment.put("QUARKUS_HTTP_HOST", "localhost");
        this.environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        this.environment.put("QUARKUS_MANAGEMENT_HOST", "localhost");
        this.environment.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(managementPort));
    }

    /// @param settings what it is told beyond where everything is, as environment variables
    static ServicePart ingest(
            Installation installation, RunState state, Ports ports, Keys keys, Map<String, String> settings) {
        Map<String, String> environment = new HashMap<>(shared(ports, keys));
        environment.put("TIDEMARK_BEACON_SECRETS", keys.beaconSecret());
        environment.put(
                "TIDEMARK_LIMITS_FILE",
                installation.home().resolve("limits.properties").toString());
        environment.put("TIDEMARK_WRITER_URL", ports.writerUrl());
        environment.putAll(settings);
        return new ServicePart("ingest", state, installation, ports.ingest(), ports.ingestManagement(), environment);
    }

    /// @param streams  where it keeps the state of its Kafka Streams; no two writers share one
    /// @param settings what it is told beyond where everything is, as environment variables
    static ServicePart writer(
            Installation installation,
            RunState state,
            Ports ports,
            Keys keys,
            Path streams,
            Map<String, String> settings) {
        Map<String, String> environment = new HashMap<>(shared(ports, keys));
        environment.put("QUARKUS_DATASOURCE_JDBC_URL", ports.jdbcUrl());
        environment.put("QUARKUS_DATASOURCE_USERNAME", "tidemark");
        environment.put("QUARKUS_DATASOURCE_PASSWORD", "tidemark");
        environment.put("TIDEMARK_LOCAL_SIGN_IN_KEY", keys.privateKey().toString());
        environment.put("TIDEMARK_DASHBOARD_INGEST_URL", ports.ingestUrl());
        environment.put("TIDEMARK_LIVENESS_STATE_DIR", streams.toString());
        environment.putAll(settings);
        return new ServicePart("writer", state, installation, ports.writer(), ports.writerManagement(), environment);
    }

    /// Starts it from a copy of its jars, which a build may replace while it runs.
    @Override
    void start() {
        FileTrees.delete(running);
        FileTrees.copy(packaged, running);
        launch(
                List.of(
                        Installation.java().toString(),
                        "@" + jvmOptions,
                        "-jar",
                        running.resolve("quarkus-run.jar").toString()),
                environment);
    }

    @Override
    void stop() {
        super.stop();
        FileTrees.delete(running);
    }

    @Override
    boolean isReady() {
        URI ready = URI.create("http://localhost:" + managementPort + "/q/health/ready");
        try (HttpClient client =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build()) {
            HttpRequest request =
                    HttpRequest.newBuilder(ready).timeout(Duration.ofSeconds(5)).build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Map<String, String> shared(Ports ports, Keys keys) {
        Map<String, String> environment = new HashMap<>();
        keys.serviceSettings().forEach((property, value) -> environment.put(variable(property), value));
        environment.put("TIDEMARK_DEPLOYMENT_MODE", "development");
        environment.put("MALLOC_ARENA_MAX", "2"); // glibc would keep an arena a core and more
        environment.put("TIDEMARK_KAFKA_BOOTSTRAP_SERVERS", ports.bootstrapServers());
        environment.put("TIDEMARK_KAFKA_TOPICS_REPLICATION", "1");
        environment.put("TIDEMARK_KAFKA_TOPICS_MIN_IN_SYNC", "1");
        return environment;
    }

    /// A property as an environment variable.
    private static String variable(String property) {
        return property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
}
