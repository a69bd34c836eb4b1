package dev.tidemark.system.secured;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidemark.cli.stack.Installation;
import dev.tidemark.cli.stack.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A packaged service in a process of its own, told by environment variables and by nothing else.
final class Packaged implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Process process;
    private final Path log;
    private final int port;
    private final int managementPort;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private Packaged(Process process, Path log, int port, int managementPort) {
        this.process = process;
        this.log = log;
        this.port = port;
        this.managementPort = managementPort;
    }

    /// Starts one.
    ///
    /// @param service `ingest` or `writer`
    static Packaged start(String service, Map<String, String> environment) {
        Ports ports = Ports.anyFreeRow();
        try {
            Path log = Files.createTempFile("tidemark-" + service, ".log");
            ProcessBuilder builder = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx192m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "--enable-native-access=ALL-UNNAMED",
                            "-jar",
                            Installation.find()
                                    .root()
                                    .resolve(service + "-service/target/quarkus-app/quarkus-run.jar")
                                    .toString())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment()
                    .keySet()
                    .removeIf(name -> name.startsWith("TIDEMARK_") || name.startsWith("QUARKUS_"));
            builder.environment().putAll(environment);
            builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(ports.ingest()));
            builder.environment().put("QUARKUS_MANAGEMENT_PORT", Integer.toString(ports.ingestManagement()));
            return new Packaged(builder.start(), log, ports.ingest(), ports.ingestManagement());
        } catch (IOException notStarted) {
            throw new AssertionError(notStarted);
        }
    }

    /// Waits for its end.
    int exit() {
        try {
            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .as("it ended: %s", log())
                    .isTrue();
            return process.exitValue();
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }

    /// Waits until it is ready.
    Packaged awaitReady() {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).until(() -> {
            assertThat(process.isAlive()).as("it runs: %s", log()).isTrue();
            return isReady();
        });
        return this;
    }

    boolean isReady() {
        try {
            return management("/q/health/ready").statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /// What both of its ports answer; nothing while it does not listen.
    String told(String path) {
        try {
            return management(path).body() + get(path).body();
        } catch (IOException notListening) {
            return "";
        }
    }

    HttpResponse<String> management(String path) throws IOException {
        return send(HttpRequest.newBuilder(URI.create("http://localhost:" + managementPort + path)));
    }

    HttpResponse<String> get(String path, String... headers) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    HttpResponse<String> post(String path, String body, String... headers) throws IOException {
        return send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .headers(headers)
                .POST(BodyPublishers.ofString(body)));
    }

    /// All that it has written.
    String log() {
        try {
            return Files.readString(log, UTF_8);
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        try {
            return http.send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
        http.close();
        try {
            Files.deleteIfExists(log);
        } catch (IOException undeletable) {
            throw new AssertionError(undeletable);
        }
    }
}
