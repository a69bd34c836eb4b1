package dev.tidemark.cli.stack;

import dev.tidemark.cli.Failure;
import dev.tidemark.cli.demo.Demo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;

/// Users who send events to the other parts, so that there is something to be seen.
final class DemoPart extends Part {
    /// What the writer of a demo is told: nobody waits a quarter of an hour to see a session abandoned.
    static final Map<String, String> WRITER_SETTINGS =
            Map.of("TIDEMARK_LIVENESS_SILENCE", "60s", "TIDEMARK_LIVENESS_SILENCE_AFTER_START", "60s");

    private final Installation installation;
    private final Ports ports;

    DemoPart(Installation installation, RunState state, Ports ports) {
        super("demo", state);
        this.installation = installation;
        this.ports = ports;
    }

    @Override
    void start() {
        launch(
                List.of(
                        Installation.java().toString(),
                        "-Xms16m",
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-XX:+UseCompactObjectHeaders",
                        "-XX:TieredStopAtLevel=1",
                        "-Dtidemark.root=" + installation.root(),
                        "-cp",
                        installation.classPath(),
                        Demo.class.getName(),
                        ports.ingestUrl(),
                        ports.bootstrapServers()),
                Map.of());
    }

    /// Its log says when ingest took its first events.
    @Override
    boolean isReady() {
        try {
            return Files.readString(log(), StandardCharsets.UTF_8).contains(Demo.UNDER_WAY);
        } catch (IOException denied) {
            throw new Failure("cannot read " + log() + ": " + denied.getMessage(), denied);
        }
    }
}
