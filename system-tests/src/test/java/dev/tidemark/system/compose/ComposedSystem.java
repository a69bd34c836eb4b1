package dev.tidemark.system.compose;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidemark.cli.stack.Installation;
import dev.tidemark.cli.stack.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// What docker-compose.yml describes, run by the commands of a user, under a name and on ports of its own.
final class ComposedSystem implements AutoCloseable {
    private final Path root = Installation.find().root();
    private final Ports ports = Ports.anyFreeRow();
    private final String name = "tidemark-test-" + ports.name();
    private final List<String> compose = composeCommand();

    private ComposedSystem() {}

    /// One that is still to be started. Its images are built of the jars that are there.
    static ComposedSystem ofFreshImages() {
        ComposedSystem system = new ComposedSystem();
        Runtime.getRuntime().addShutdownHook(new Thread(system::close));
        system.run(List.of(system.root.resolve("tidemark").toString(), "images", "--as-built"));
        return system;
    }

    /// Where it listens on this machine.
    Ports ports() {
        return ports;
    }

    /// Runs a command of Compose.
    ///
    /// @return what it wrote to its standard output
    String compose(String... command) {
        List<String> whole = new ArrayList<>(compose);
        whole.addAll(List.of("-p", name));
        whole.addAll(Arrays.asList(command));
        return run(whole);
    }

    /// Runs a command of the CLI beside it.
    ///
    /// @return what it wrote to its standard output
    String cli(String... command) {
        return compose(Stream.concat(Stream.of("run", "--rm", "-T", "cli"), Arrays.stream(command))
                .toArray(String[]::new));
    }

    /// What the engine knows of a service's container.
    String inspect(String service, String format) {
        String container = compose("ps", "-q", service).strip();
        return run(List.of("docker", "inspect", "--format", format, container)).strip();
    }

    /// Removes it with all its data.
    @Override
    public void close() {
        compose("down", "--volumes", "--timeout", "5");
    }

    /// Compose v2, or Debian's 1.29.
    private static List<String> composeCommand() {
        try {
            boolean isPlugin = new ProcessBuilder("docker", "compose", "version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
            return isPlugin ? List.of("docker", "compose") : List.of("docker-compose");
        } catch (IOException | InterruptedException noDocker) {
            throw new AssertionError(noDocker);
        }
    }

    private String run(List<String> command) {
        try {
            Path output = Files.createTempFile("tidemark-compose", ".out");
            Path errors = Files.createTempFile("tidemark-compose", ".err");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(root.toFile())
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(output.toFile())
                    .redirectError(errors.toFile());
            builder.environment().putAll(portSettings());
            Process process = builder.start();
            boolean ended = process.waitFor(5, TimeUnit.MINUTES);
            if (!ended) {
                process.destroyForcibly();
            }
            if (!ended || process.exitValue() != 0) {
                throw new AssertionError(String.join(" ", command)
                        + (ended ? " failed:\n" : " did not end:\n")
                        + Files.readString(output, UTF_8)
                        + Files.readString(errors, UTF_8));
            }
            Files.delete(errors);
            String result = Files.readString(output, UTF_8);
            Files.delete(output);
            return result;
        } catch (IOException | InterruptedException broken) {
            throw new AssertionError(String.join(" ", command), broken);
        }
    }

    private Map<String, String> portSettings() {
        return Map.of(
                "TIDEMARK_INGEST_PORT", Integer.toString(ports.ingest()),
                "TIDEMARK_WRITER_PORT", Integer.toString(ports.writer()),
                "TIDEMARK_KAFKA_PORT", Integer.toString(ports.kafka()),
                "TIDEMARK_POSTGRES_PORT", Integer.toString(ports.postgres()),
                "TIDEMARK_INGEST_MANAGEMENT_PORT", Integer.toString(ports.ingestManagement()),
                "TIDEMARK_WRITER_MANAGEMENT_PORT", Integer.toString(ports.writerManagement()));
    }
}
