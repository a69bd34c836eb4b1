package dev.tidemark.system.secured;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/// What somebody sees who starts a service with settings that are missing or wrong. All of the cases are tried in
/// `ConfigurationTest` of each service.
class StartTest {
    @Test
    void ingestSaysAllThatIsWrongAndEnds() {
        Map<String, String> wrong = Map.of(
                "TIDEMARK_KAFKA_DELIVERY", "soon",
                "TIDEMARK_KAFKA_BOOTSTRAP_SERVER", "k:1",
                "TIDEMARK_BEACON_SECRETS", "hush-hush");
        try (Packaged ingest = Packaged.start("ingest", wrong)) {
            assertThat(ingest.exit()).isOne();
            assertThat(ingest.log())
                    .contains("tidemark-ingest does not start as it is configured")
                    .contains("TIDEMARK_AUTH_ISSUER is not set")
                    .contains("for example: TIDEMARK_AUTH_ISSUER=https://login.example.com/")
                    .contains("TIDEMARK_KAFKA_DELIVERY is 'soon', which is no duration")
                    .contains(
                            "TIDEMARK_KAFKA_BOOTSTRAP_SERVER is not known; is TIDEMARK_KAFKA_BOOTSTRAP_SERVERS meant?")
                    .contains("TIDEMARK_BEACON_SECRETS cannot be read: one of them is shorter than 32 characters")
                    .contains("docs/reference/configuration.md")
                    .doesNotContain("Exception", "hush-hush");
        }
    }

    @Test
    void theWriterSaysWhatProductionDoesNotTakeAndEnds() {
        Map<String, String> local = Map.of(
                "TIDEMARK_AUTH_ISSUER", "tidemark-local",
                "TIDEMARK_AUTH_AUDIENCE", "tidemark",
                "TIDEMARK_AUTH_KEYS", "https://login.example.com/jwks.json",
                "TIDEMARK_KAFKA_BOOTSTRAP_SERVERS", "localhost:9092",
                "QUARKUS_DATASOURCE_JDBC_URL", "jdbc:postgresql://localhost/tidemark",
                "QUARKUS_DATASOURCE_USERNAME", "tidemark",
                "QUARKUS_DATASOURCE_PASSWORD", "tidemark");
        try (Packaged writer = Packaged.start("writer", local)) {
            assertThat(writer.exit()).isOne();
            assertThat(writer.log())
                    .contains("tidemark-writer does not start as it is configured")
                    .contains("TIDEMARK_AUTH_ISSUER is that of ./tidemark up")
                    .contains("TIDEMARK_KAFKA_CLIENT__SECURITY_PROTOCOL_ leaves events and passwords readable")
                    .contains("TIDEMARK_DEPLOYMENT_CONCESSIONS=insecure-kafka lets it be")
                    .contains("QUARKUS_DATASOURCE_PASSWORD is the one of every developer's machine")
                    .contains("QUARKUS_DATASOURCE_JDBC_URL has no sslmode=verify-full")
                    .contains("TIDEMARK_DASHBOARD_INGEST_URL is not set")
                    .doesNotContain("Exception");
        }
    }
}
