package dev.tidemark.cli;

import dev.tidemark.cli.stack.ContractTopics;
import dev.tidemark.common.topic.TopicCheck;
import dev.tidemark.common.topic.Topics;
import dev.tidemark.common.topic.Topics.Topic;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `./tidemark topics`.
@Command(
        name = "topics",
        description =
                "Makes the topics that are missing, and says which of the others are not as they should be; those "
                        + "it leaves alone. Waits up to a minute for Kafka. Exits with 1 when the services could not work.",
        mixinStandardHelpOptions = true)
final class TopicsCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    /// What was just made is not known to every broker at once.
    private static final Duration SPREADING = Duration.ofSeconds(15);

    @Mixin
    private final StackOption stackOption = new StackOption();

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT,…",
            description = "The brokers to ask first (default: TIDEMARK_KAFKA_BOOTSTRAP_SERVERS, or the local stack's).")
    private @Nullable String bootstrapServers;

    @Option(
            names = "--replication",
            paramLabel = "N",
            defaultValue = "3",
            description = "How many replicas a topic gets (default: ${DEFAULT-VALUE}).")
    private int replication;

    @Option(
            names = "--min-in-sync",
            paramLabel = "M",
            description = "How many of them must have an event before it is acknowledged (default: N - 1, or 1).")
    private @Nullable Integer minInSync;

    @Option(
            names = "--client-config",
            paramLabel = "FILE",
            description = "A properties file with other settings of Kafka's client, such as TLS and SASL.")
    private @Nullable Path clientConfig;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        ContractTopics wanted =
                new ContractTopics(replication, minInSync == null ? Math.max(1, replication - 1) : minInSync);
        String brokers = Objects.requireNonNullElse(bootstrapServers, stackOption.bootstrapServers());
        PrintWriter out = spec.commandLine().getOut();
        try (Admin admin = Admin.create(settings(brokers))) {
            awaitAnswer(admin, brokers);
            List<Topic> made = wanted.makeMissing(admin);
            made.forEach(topic -> out.printf(
                    "made %s: %d partitions, kept for %d days%n",
                    topic.name(), topic.partitions(), topic.retention().toDays()));
            TopicCheck.Findings found = findings(
                    new TopicCheck(admin, wanted.replication(), wanted.minInSync()),
                    made.isEmpty() ? Duration.ZERO : SPREADING);
            found.all().forEach(out::println);
            if (found.all().findAny().isEmpty()) {
                out.printf("all %d topics are as they should be%n", Topics.all().size());
            }
            return found.faults().isEmpty() ? 0 : 1;
        } catch (ExecutionException refused) {
            throw new Failure(
                    brokers + " cannot make the topics: " + cause(refused).getMessage(), refused);
        } catch (TimeoutException silent) {
            throw new Failure(brokers + " does not answer any more", silent);
        } catch (KafkaException unusable) {
            throw new Failure("Kafka's client cannot be used with these settings: " + unusable.getMessage(), unusable);
        }
    }

    private Properties settings(String brokers) {
        Properties settings = new Properties();
        if (clientConfig != null) {
            try (var in = Files.newBufferedReader(clientConfig)) {
                settings.load(in);
            } catch (IOException | IllegalArgumentException unreadable) {
                throw new Failure("cannot read " + clientConfig + ": " + unreadable.getMessage(), unreadable);
            }
        }
        settings.put("bootstrap.servers", brokers);
        settings.putIfAbsent("client.id", "tidemark-topics");
        return settings;
    }

    private static void awaitAnswer(Admin admin, String brokers) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                admin.describeCluster().clusterId().get(5, TimeUnit.SECONDS);
                return;
            } catch (TimeoutException | ExecutionException notYet) {
                if (cause(notYet) instanceof AuthenticationException || System.nanoTime() > deadline) {
                    throw new Failure(
                            "cannot reach Kafka at " + brokers + ": "
                                    + Objects.requireNonNullElse(cause(notYet).getMessage(), "it does not answer"),
                            notYet);
                }
                Thread.sleep(200);
            }
        }
    }

    private static TopicCheck.Findings findings(TopicCheck check, Duration spreading) throws InterruptedException {
        long deadline = System.nanoTime() + spreading.toNanos();
        TopicCheck.Findings found = check.of(Topics.all());
        while (!found.faults().isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(200);
            found = check.of(Topics.all());
        }
        return found;
    }

    private static Throwable cause(Exception failure) {
        return failure.getCause() == null ? failure : failure.getCause();
    }
}
