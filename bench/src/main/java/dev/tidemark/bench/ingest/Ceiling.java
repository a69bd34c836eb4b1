package dev.tidemark.bench.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidemark.cli.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Kafka's own ProducerPerformance before the same broker: as large records to the same topic by the same settings of
/// the producer, but nothing else to do, no HTTP, no key and no headers. Each run is a process of its own.
///
/// There are two, because they differ much: one of records as it makes them itself, random letters, which hardly
/// compress; and one of our own events over and over, which compress far better than events that are all different.
final class Ceiling implements AutoCloseable {
    private static final String TOOL = "org.apache.kafka.tools.ProducerPerformance";
    private static final String TOPIC = "tidemark.events.bulk";
    private static final List<String> PRODUCER =
            List.of("acks=all", "compression.type=lz4", "batch.size=131072", "linger.ms=2");

    /// Enough for its code to be compiled.
    private static final Duration WARM_UP = Duration.ofSeconds(3);
    private static final long FIRST_RUN = 1_000_000;

    private final String bootstrapServers;
    private final List<String> payload;
    private final Optional<Path> file;
    private double perSecond;

    private Ceiling(String bootstrapServers, List<String> payload, Optional<Path> file) {
        this.bootstrapServers = bootstrapServers;
        this.payload = payload;
        this.file = file;
    }

    /// A ceiling of records of this size.
    static Ceiling ofSize(String bootstrapServers, int bytes) throws IOException {
        return new Ceiling(bootstrapServers, List.of("--record-size", Integer.toString(bytes)), Optional.empty())
                .warm();
    }

    /// A ceiling of these events.
    static Ceiling ofEvents(String bootstrapServers, List<String> events) throws IOException {
        Path file = Files.write(Files.createTempFile("tidemark-bench", ".ndjson"), events, UTF_8);
        return new Ceiling(bootstrapServers, List.of("--payload-file", file.toString()), Optional.of(file)).warm();
    }

    /// The first run, of which nothing is reported, tells how many records the others need.
    private Ceiling warm() throws IOException {
        perSecond = run(FIRST_RUN, FIRST_RUN).perSecond();
        return this;
    }

    /// Measures for about this long, after a warm-up.
    SteadyState run(Duration time) throws IOException {
        long warmUp = Math.max(FIRST_RUN, (long) (perSecond * WARM_UP.toSeconds()));
        return run(warmUp, (long) (perSecond * time.toMillis() / 1_000));
    }

    private SteadyState run(long warmUp, long measured) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(Rig.HEAP);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), TOOL));
        command.addAll(List.of("--bootstrap-server", bootstrapServers, "--topic", TOPIC));
        command.addAll(payload);
        command.addAll(List.of("--throughput", "-1"));
        command.addAll(List.of("--warmup-records", Long.toString(warmUp)));
        command.addAll(List.of("--num-records", Long.toString(warmUp + measured)));
        command.add("--command-property");
        command.addAll(PRODUCER);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var output = process.getInputStream()) {
            return SteadyState.in(new String(output.readAllBytes(), UTF_8)).requireAll(measured);
        } finally {
            await(process);
        }
    }

    private static void await(Process process) {
        try {
            int _ = process.waitFor();
        } catch (InterruptedException stopped) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new Failure("interrupted", stopped);
        }
    }

    @Override
    public void close() throws IOException {
        if (file.isPresent()) {
            Files.deleteIfExists(file.get());
        }
    }
}
