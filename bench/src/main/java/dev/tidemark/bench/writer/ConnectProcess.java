package dev.tidemark.bench.writer;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidemark.bench.ProcessUse;
import dev.tidemark.cli.Failure;
import dev.tidemark.cli.stack.Installation;
import dev.tidemark.cli.stack.Ports;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/// Kafka Connect, standalone, with one connector; a process with a class path of its own.
final class ConnectProcess implements AutoCloseable {
    /// The flags of Kafka's own `connect-standalone.sh`.
    static final List<String> JVM = List.of(
            "-Xms256M",
            "-Xmx2G",
            "-server",
            "-XX:+UseG1GC",
            "-XX:MaxGCPauseMillis=20",
            "-XX:InitiatingHeapOccupancyPercent=35",
            "-XX:+ExplicitGCInvokesConcurrent");

    private static final String MAIN = "org.apache.kafka.connect.cli.ConnectStandalone";
    private static final Duration STARTING = Duration.ofSeconds(90);
    private static final Duration STOPPING = Duration.ofSeconds(20);
    private static final int LAST_LINES = 30;

    private final Process process;
    private final Path folder;

    private ConnectProcess(Process process, Path folder) {
        this.process = process;
        this.folder = folder;
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    }

    /// Starts it and waits until the connector's tasks run.
    static ConnectProcess start(Map<String, String> worker, Map<String, String> connector) {
        Path built = Installation.find().root().resolve("bench/target");
        int port = Ports.anyFreeRow().writer();
        ConnectProcess started;
        try {
            Path folder = Files.createTempDirectory("tidemark-bench-connect");
            Properties own = new Properties();
            own.putAll(worker);
            own.setProperty("listeners", "http://localhost:" + port);
            own.setProperty(
                    "offset.storage.file.filename", folder.resolve("offsets").toString());
            own.setProperty("plugin.path", built.resolve("debezium").toString());
            own.setProperty("plugin.discovery", "only_scan");
            Properties ofConnector = new Properties();
            ofConnector.putAll(connector);
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(JVM);
            command.addAll(List.of("-cp", built.resolve("connect") + "/*", MAIN));
            command.add(write(own, folder.resolve("worker.properties")));
            command.add(write(ofConnector, folder.resolve("sink.properties")));
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("connect.log").toFile())
                    .start();
            started = new ConnectProcess(process, folder);
        } catch (IOException denied) {
            throw new Failure("cannot start Kafka Connect: " + denied.getMessage(), denied);
        }
        started.awaitTasks(
                URI.create("http://localhost:" + port + "/connectors/" + connector.get("name") + "/status"),
                Integer.parseInt(connector.getOrDefault("tasks.max", "1")));
        return started;
    }

    private static String write(Properties properties, Path file) throws IOException {
        try (Writer out = Files.newBufferedWriter(file)) {
            properties.store(out, null);
        }
        return file.toString();
    }

    private void awaitTasks(URI status, int tasks) {
        long deadline = System.nanoTime() + STARTING.toNanos();
        while (running(status) < tasks + 1) { // the connector itself, and its tasks
            if (!process.isAlive() || System.nanoTime() > deadline) {
                String why = endOfLog();
                close();
                throw new Failure("Kafka Connect did not start. " + why);
            }
            try {
                Thread.sleep(Duration.ofMillis(200));
            } catch (InterruptedException stopped) {
                close();
                Thread.currentThread().interrupt();
                throw new Failure("interrupted", stopped);
            }
        }
    }

    private static int running(URI status) {
        try (var page = status.toURL().openStream()) {
            String told = new String(page.readAllBytes(), UTF_8);
            return told.split("\"RUNNING\"", -1).length - 1;
        } catch (IOException notYet) {
            return 0;
        }
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    long residentBytes() throws IOException {
        return ProcessUse.residentBytes(handle());
    }

    /// What it said last.
    String endOfLog() {
        try (Stream<String> lines = Files.lines(folder.resolve("connect.log"))) {
            List<String> all = lines.toList();
            return "The log of Kafka Connect ends:\n  "
                    + String.join("\n  ", all.subList(Math.max(0, all.size() - LAST_LINES), all.size()));
        } catch (IOException noLog) {
            return "Kafka Connect left no log.";
        }
    }

    /// Ends it and removes what it wrote; the second time there is nothing left to do.
    @Override
    public synchronized void close() {
        if (!Files.exists(folder)) {
            return;
        }
        process.destroy();
        try {
            var _ = process.onExit().get(STOPPING.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException slow) {
            process.destroyForcibly();
        } catch (InterruptedException stopped) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException denied) {
            System.getLogger(ConnectProcess.class.getName())
                    .log(System.Logger.Level.WARNING, "cannot delete " + folder);
        }
    }
}
