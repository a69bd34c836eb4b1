package dev.tidemark.writer;

import dev.tidemark.access.AuthConfig;
import dev.tidemark.access.config.Configuration;
import dev.tidemark.access.config.DeploymentConfig;
import dev.tidemark.access.config.KafkaRules;
import dev.tidemark.access.config.SharedRules;
import dev.tidemark.writer.batch.OperationPrefixes;
import dev.tidemark.writer.kafka.KafkaConfig;
import dev.tidemark.writer.liveness.LivenessConfig;
import dev.tidemark.writer.retention.RetentionConfig;
import dev.tidemark.writer.signin.LocalConfig;
import dev.tidemark.writer.signin.PageConfig;
import dev.tidemark.writer.signin.SignInRules;
import dev.tidemark.writer.store.PostgresRules;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.List;

/// The main class: starts the service, if it can work as it is configured.
@QuarkusMain
public final class Writer {
    private static final KafkaRules KAFKA = new KafkaRules(KafkaConfig.class);

    static final Configuration CONFIGURATION = new Configuration(
            "tidemark-writer",
            List.of(
                    DeploymentConfig.class,
                    AuthConfig.class,
                    KafkaConfig.class,
                    BatchSize.class,
                    Lanes.Threads.class,
                    OperationPrefixes.class,
                    LivenessConfig.class,
                    RetentionConfig.class,
                    PageConfig.class,
                    LocalConfig.class,
                    QuarkusWriterSettings.class),
            List.of(
                    SharedRules::concessions,
                    SharedRules::tokens,
                    SharedRules::origins,
                    KAFKA::names,
                    KAFKA::values,
                    KAFKA::encryption,
                    PostgresRules::address,
                    PostgresRules::password,
                    PostgresRules::encryption,
                    SignInRules::local));

    private Writer() {}

    /// Runs until the process is told to stop.
    public static void main(String... args) {
        CONFIGURATION.checkOrExit();
        Quarkus.run(args);
    }
}
