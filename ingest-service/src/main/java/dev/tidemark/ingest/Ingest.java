package dev.tidemark.ingest;

import dev.tidemark.access.AuthConfig;
import dev.tidemark.access.config.Configuration;
import dev.tidemark.access.config.DeploymentConfig;
import dev.tidemark.access.config.KafkaRules;
import dev.tidemark.access.config.SharedRules;
import dev.tidemark.ingest.admission.BeaconTokens;
import dev.tidemark.ingest.admission.ClientAddress;
import dev.tidemark.ingest.limits.LimitsConfig;
import dev.tidemark.ingest.limits.LimitsRules;
import dev.tidemark.ingest.publishing.Deadlines;
import dev.tidemark.ingest.publishing.KafkaConfig;
import dev.tidemark.ingest.service.LimitsAdvert;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.List;

/// The main class: starts the service, if it can work as it is configured.
@QuarkusMain
public final class Ingest {
    private static final KafkaRules KAFKA = new KafkaRules(KafkaConfig.class);

    static final Configuration CONFIGURATION = new Configuration(
            "tidemark-ingest",
            List.of(
                    DeploymentConfig.class,
                    AuthConfig.class,
                    KafkaConfig.class,
                    LimitsConfig.class,
                    BeaconTokens.Config.class,
                    ClientAddress.Proxies.class,
                    LimitsAdvert.Writer.class,
                    QuarkusIngestSettings.class),
            List.of(
                    SharedRules::concessions,
                    SharedRules::tokens,
                    SharedRules::origins,
                    KAFKA::names,
                    KAFKA::values,
                    KAFKA::encryption,
                    Deadlines::nest,
                    LimitsRules::redis,
                    LimitsRules::instances));

    private Ingest() {}

    /// Runs until the process is told to stop.
    public static void main(String... args) {
        CONFIGURATION.checkOrExit();
        Quarkus.run(args);
    }
}
