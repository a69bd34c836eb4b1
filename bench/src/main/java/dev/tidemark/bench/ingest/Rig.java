package dev.tidemark.bench.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidemark.bench.ProcessUse;
import dev.tidemark.cli.stack.Installation;
import dev.tidemark.cli.stack.Keys;
import dev.tidemark.cli.stack.Server;
import dev.tidemark.cli.stack.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A fresh broker and the packaged service before it, each a process of its own, as `./tidemark up` runs them. The
/// service verifies tokens and counts all limits; they are only too high to be reached.
final class Rig implements AutoCloseable {
    /// The heap of the service, which the ceiling gets as well.
    static final List<String> HEAP =
            List.of("-Xms192m", "-Xmx192m", "-Xmn84m", "-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders");

    private static final String CALLS = "1000000/1s";
    private static final String EVENTS = "100000000/1s";
    private static final String BYTES = "1000000000/1s"; // the most that a bucket can be filled
    private static final Map<String, String> LIMITS = Map.of(
            "TIDEMARK_LIMITS_RATE_SYNC_USER", CALLS,
            "TIDEMARK_LIMITS_RATE_SYNC_IP", CALLS,
            "TIDEMARK_LIMITS_RATE_LIFECYCLE_USER", CALLS,
            "TIDEMARK_LIMITS_RATE_OTHER_IP", CALLS,
            "TIDEMARK_LIMITS_RATE_EVENTS_USER", EVENTS,
            "TIDEMARK_LIMITS_RATE_BYTES_USER", BYTES,
            "TIDEMARK_LIMITS_RATE_BACKEND_CALLS", CALLS,
            "TIDEMARK_LIMITS_RATE_BACKEND_EVENTS", EVENTS,
            "TIDEMARK_LIMITS_RATE_BACKEND_BYTES", BYTES);

    private final ServerProcess kafka;
    private final ServerProcess ingest;
    private final Keys keys = Keys.of(Installation.find());

    private Rig(ServerProcess kafka, ServerProcess ingest) {
        this.kafka = kafka;
        this.ingest = ingest;
    }

    static Rig start() {
        ServerProcess kafka = Server.kafka();
        try {
            return new Rig(kafka, Server.ingest(kafka, LIMITS));
        } catch (RuntimeException notStarted) {
            kafka.close();
            throw notStarted;
        }
    }

    String bootstrapServers() {
        return kafka.ports().bootstrapServers();
    }

    /// So many users, each on a connection.
    ///
    /// @param requests how many different requests each has
    /// @param events   how many events each of them has
    List<Client> clients(String name, int clients, int requests, int events) throws IOException {
        List<Client> all = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            SampleEvents samples = new SampleEvents((name + i).hashCode());
            int port = ingest.ports().ingest();
            String token = keys.token(name + '-' + i, List.of("tidemark-client"), Duration.ofHours(12));
            all.add(Client.connect(
                    port,
                    IntStream.range(0, requests)
                            .mapToObj(_ -> Request.of(
                                    port,
                                    token,
                                    Stream.generate(samples::next).limit(events).toList()))
                            .toList()));
        }
        return all;
    }

    /// The processor time that each process has taken so far.
    CpuTime cpu() {
        return new CpuTime(
                ProcessUse.cpu(ingest.process()),
                ProcessUse.cpu(kafka.process()),
                ProcessUse.cpu(ProcessHandle.current()));
    }

    /// The memory of the service now.
    Memory memory() throws IOException {
        return new Memory(ProcessUse.residentBytes(ingest.process()), heapUsed());
    }

    /// The memory of the service.
    ///
    /// @param residentBytes what the process holds
    /// @param heapBytes     what of the heap is used, garbage included
    record Memory(long residentBytes, long heapBytes) {}

    private long heapUsed() throws IOException {
        URI metrics = URI.create("http://localhost:" + ingest.ports().ingestManagement() + "/q/metrics");
        try (var page = metrics.toURL().openStream()) {
            return (long) new String(page.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> line.startsWith("jvm_memory_used_bytes{area=\"heap\""))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum();
        }
    }

    @Override
    public void close() {
        try {
            ingest.close();
        } finally {
            kafka.close();
        }
    }
}
