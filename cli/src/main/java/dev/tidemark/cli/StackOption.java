package dev.tidemark.cli;

import dev.tidemark.cli.stack.Keys;
import dev.tidemark.cli.stack.Ports;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which stack a command speaks to: a local one by its ports, or one elsewhere by `TIDEMARK_INGEST_URL`,
/// `TIDEMARK_WRITER_URL`, `TIDEMARK_KAFKA_BOOTSTRAP_SERVERS` and `TIDEMARK_TOKEN`.
public final class StackOption {
    @Option(
            names = "--port-base",
            paramLabel = "N",
            description = "The stack on ports N to N+5 (default: 8080, 8081, 9092, 5432, 9000, 9001).")
    private @Nullable Integer portBase;

    /// Where its parts listen.
    public Ports ports() {
        return portBase == null ? Ports.STANDARD : Ports.from(portBase);
    }

    String ingestUrl() {
        return url("TIDEMARK_INGEST_URL", ports().ingestUrl());
    }

    String writerUrl() {
        return url("TIDEMARK_WRITER_URL", ports().writerUrl());
    }

    /// Where its Kafka is, as `host:port,…`.
    public String bootstrapServers() {
        return fromEnvironment("TIDEMARK_KAFKA_BOOTSTRAP_SERVERS", ports().bootstrapServers());
    }

    /// Its writer's API, with a token of such a group.
    public Api writer(String group) {
        return new Api(writerUrl(), token("tidemark-cli", group));
    }

    /// What a further command needs to speak to the same stack, with a blank before it; nothing for the usual one.
    public String again() {
        return portBase == null ? "" : " --port-base " + portBase;
    }

    /// A token for one command's own requests.
    String token(String user, String group) {
        String given = System.getenv("TIDEMARK_TOKEN");
        return given != null ? given : Keys.find().token(user, List.of(group), Duration.ofHours(12));
    }

    /// The option, where it is given, outweighs the environment.
    private String fromEnvironment(String name, String local) {
        return portBase == null ? Objects.requireNonNullElse(System.getenv(name), local) : local;
    }

    private String url(String name, String local) {
        String url = fromEnvironment(name, local);
        if (!url.matches("https?://[^/?#]+/*")) {
            throw new Failure(name + " must be a URL without a path, such as https://ingest.example.com");
        }
        return url.replaceAll("/+$", "");
    }
}
