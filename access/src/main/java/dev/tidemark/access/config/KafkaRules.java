package dev.tidemark.access.config;

import dev.tidemark.access.config.DeploymentConfig.Concession;
import io.smallrye.config.SmallRyeConfig;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigDef;

/// What must hold of how a service reaches Kafka.
///
/// @param mapping the service's own form of the connection
public record KafkaRules(Class<? extends KafkaConnection> mapping) {
    private static final String PREFIX = "tidemark.kafka.";
    private static final Set<String> READABLE = Set.of("PLAINTEXT", "SASL_PLAINTEXT");

    /// Names of clients' settings are Kafka's.
    public Stream<Fault> names(SmallRyeConfig config) {
        Set<String> known = new TreeSet<>(AdminClientConfig.configNames());
        known.addAll(ProducerConfig.configNames());
        known.addAll(ConsumerConfig.configNames());
        return connection(config).client().keySet().stream()
                .filter(name -> !known.contains(name))
                .flatMap(name -> NearestName.of(name, known).stream()
                        .map(meant -> Fault.of(
                                client(name),
                                "is no setting of Kafka's clients; is " + Fault.variable(client(meant)) + " meant?",
                                "…")));
    }

    /// A client can be made of them: values are possible, key stores can be opened, a broker's name is known. Nothing
    /// is sent yet.
    public Stream<Fault> values(SmallRyeConfig config) {
        KafkaConnection connection = connection(config);
        try {
            Admin.create(connection.common("tidemark-start")).close(Duration.ZERO);
            return Stream.empty();
        } catch (KafkaException unusable) {
            return Stream.of(fault(connection.client(), rootOf(unusable)));
        }
    }

    /// Production encrypts.
    public Stream<Fault> encryption(SmallRyeConfig config) {
        String protocol = connection(config).client().getOrDefault("security.protocol", "PLAINTEXT");
        boolean isRefused = config.getConfigMapping(DeploymentConfig.class).refuses(Concession.INSECURE_KAFKA)
                && READABLE.contains(protocol.toUpperCase(Locale.ROOT));
        return isRefused
                ? Stream.of(Fault.of(
                        client("security.protocol"),
                        "leaves events and passwords readable on the way to Kafka, being " + protocol
                                + DeploymentConfig.unless(Concession.INSECURE_KAFKA, "a service mesh encrypts"),
                        "SASL_SSL"))
                : Stream.empty();
    }

    private KafkaConnection connection(SmallRyeConfig config) {
        return config.getConfigMapping(mapping);
    }

    /// Kafka says in words which setting it does not like.
    private static Fault fault(Map<String, String> client, Throwable refusal) {
        String words = withoutSecrets(Objects.requireNonNullElse(refusal.getMessage(), refusal.toString()), client);
        if (words.contains("bootstrap.servers")) {
            return Fault.of(
                    PREFIX + "bootstrap-servers",
                    "cannot be used: " + words,
                    "kafka-1.example.com:9093,kafka-2.example.com:9093");
        }
        String name = client.keySet().stream()
                .filter(words::contains)
                .max(Comparator.comparingInt(String::length))
                .orElse(
                        words.contains("JAAS")
                                ? "sasl.jaas.config"
                                : ofFile(client, words).orElse("security.protocol"));
        String why = refusal instanceof FileSystemException ? "names a file that cannot be read: " : "cannot be used: ";
        return Fault.of(client(name), why + words, example(name));
    }

    private static Optional<String> ofFile(Map<String, String> client, String words) {
        return client.keySet().stream()
                .filter(name -> name.endsWith(".location") && words.contains(client.getOrDefault(name, words)))
                .findFirst();
    }

    private static String example(String name) {
        return switch (name) {
            case "security.protocol" -> "SASL_SSL";
            case "sasl.mechanism" -> "SCRAM-SHA-512";
            case "sasl.jaas.config" ->
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"tidemark\" password=\"…\";";
            case "ssl.truststore.type" -> "PEM";
            case "ssl.truststore.location" -> "/etc/tidemark/kafka/ca.crt";
            default -> "…";
        };
    }

    private static String withoutSecrets(String words, Map<String, String> client) {
        Map<String, ConfigDef.ConfigKey> keys = AdminClientConfig.configDef().configKeys();
        String clean = words;
        for (Map.Entry<String, String> setting : client.entrySet()) {
            ConfigDef.ConfigKey key = keys.get(setting.getKey());
            if (key == null || key.type == ConfigDef.Type.PASSWORD) {
                clean = clean.replace(setting.getValue(), "…");
            }
        }
        return clean;
    }

    private static String client(String name) {
        return PREFIX + "client.\"" + name + "\"";
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
