package dev.tidemark.writer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.access.config.ConfigurationPage;
import dev.tidemark.access.config.DeclarationCheck;
import dev.tidemark.access.config.Environment;
import dev.tidemark.access.config.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationTest {
    private static final Path MODULE = Path.of("").toAbsolutePath();
    private static final String JAAS =
            "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"u\" password=\"hush-hush\";";

    private final Environment production = new Environment(Map.of(
                    "TIDEMARK_AUTH_ISSUER", "https://login.example.com/",
                    "TIDEMARK_AUTH_AUDIENCE", "tidemark",
                    "TIDEMARK_AUTH_KEYS", "https://login.example.com/jwks.json",
                    "TIDEMARK_KAFKA_BOOTSTRAP_SERVERS", "localhost:9093",
                    "TIDEMARK_KAFKA_CLIENT__SECURITY_PROTOCOL_", "SASL_SSL",
                    "TIDEMARK_KAFKA_CLIENT__SASL_MECHANISM_", "SCRAM-SHA-512",
                    "TIDEMARK_KAFKA_CLIENT__SASL_JAAS_CONFIG_", JAAS,
                    "TIDEMARK_DASHBOARD_INGEST_URL", "https://events.example.com",
                    "QUARKUS_DATASOURCE_JDBC_URL", "jdbc:postgresql://db.example.com/tidemark?sslmode=verify-full",
                    "QUARKUS_DATASOURCE_USERNAME", "tidemark"))
            .with("QUARKUS_DATASOURCE_PASSWORD", "hush-hush");

    @Test
    void withWhatItNeedsItStarts() {
        assertThat(production.refusals(Writer.CONFIGURATION)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            nullValues = "none",
            value = {
                "TIDEMARK_AUTH_ISSUER | none | is not set",
                "TIDEMARK_AUTH_AUDIENCE | none | is not set",
                "TIDEMARK_AUTH_KEYS | none | is not set",
                "TIDEMARK_KAFKA_BOOTSTRAP_SERVERS | none | is not set",
                "TIDEMARK_KAFKA_SESSION_TIMEOUT | 10 minutes | is '10 minutes', which is no duration",
                "TIDEMARK_KAFKA_MAX_POLL_RECORDS | -1 | must be at least 1",
                "TIDEMARK_KAFKA_MAX_POLL_RECORD | 7 | is TIDEMARK_KAFKA_MAX_POLL_RECORDS meant?",
                "TIDEMARK_KAFKA_CLIENT__SASL_JAAS_CONFIG_ | hush-hush | JAAS config",
                "TIDEMARK_WRITER_THREADS_BULK | 0 | must be at least 1",
                "TIDEMARK_WRITER_BATCH_BYTES | 8 MiB | is '8 MiB', which is no whole number",
                "TIDEMARK_WRITER_RETENTION_PAGE_VISITS | -365d | must be more than none",
                "TIDEMARK_WRITER_RETENTION_PAUSE | -1ms | must be at least 0",
                "TIDEMARK_LIVENESS_ENABLED | maybe | neither true nor false",
                "TIDEMARK_LIVENESS_STANDBY_REPLICAS | -1 | must be at least 0",
                "QUARKUS_DATASOURCE_JDBC_URL | none | is not set",
                "QUARKUS_DATASOURCE_JDBC_URL | postgresql://db/tidemark?sslmode=verify-full | is no address of a database",
                "QUARKUS_DATASOURCE_JDBC_URL | jdbc:postgresql://db?sslmode=verify-full | is no address of a database",
                "QUARKUS_DATASOURCE_JDBC_URL | jdbc:postgresql://db/t?sslmode=verify-full&sslrootcert=/no/ca | cannot be read",
                "QUARKUS_DATASOURCE_USERNAME | none | is not set",
                "QUARKUS_DATASOURCE_PASSWORD | none | is not set",
                "QUARKUS_DATASOURCE_JDBC_MAX_SIZE | 0 | must be at least 1",
            })
    void aWrongValueIsRefusedWithWhatIsWrongAndWhatWouldDo(String variable, String value, String why) {
        assertRefused(value == null ? production.without(variable) : production.with(variable, value), variable, why);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            nullValues = "none",
            value = {
                "TIDEMARK_AUTH_ISSUER | tidemark-local | whose private key lies in a checkout | none",
                "TIDEMARK_AUTH_KEYS | http://login.example.com/jwks.json | without TLS | insecure-keys",
                "TIDEMARK_KAFKA_CLIENT__SECURITY_PROTOCOL_ | none | leaves events and passwords readable | insecure-kafka",
                "TIDEMARK_LOCAL_SIGN_IN_KEY | /etc/private.pem | signs tokens for whoever is on this machine | none",
                "TIDEMARK_DASHBOARD_INGEST_URL | none | their own machine | none",
                "QUARKUS_DATASOURCE_PASSWORD | tidemark | of every developer's machine | none",
                "QUARKUS_DATASOURCE_JDBC_URL | jdbc:postgresql://db/tidemark | no sslmode=verify-full | insecure-postgresql",
                "QUARKUS_DATASOURCE_JDBC_URL | jdbc:postgresql://db/t?sslmode=require | no sslmode=verify-full | insecure-postgresql",
            })
    void productionRefusesWhatIsRightOnADevelopersMachineAlone(
            String variable, String value, String why, String concession) {
        Environment wrong = value == null ? production.without(variable) : production.with(variable, value);

        assertRefused(wrong, variable, why);
        assertThat(wrong.with("TIDEMARK_DEPLOYMENT_MODE", "development").refusals(Writer.CONFIGURATION))
                .isEmpty();
        if (concession != null) {
            assertThat(wrong.with("TIDEMARK_DEPLOYMENT_CONCESSIONS", concession).refusals(Writer.CONFIGURATION))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"*", "/.*/", "https://app.example.com,*", "/https:\\/\\/.*/"})
    void productionIsNotOpenToEveryPage(String origins) {
        Environment open =
                production.with("QUARKUS_HTTP_CORS_ENABLED", "true").with("QUARKUS_HTTP_CORS_ORIGINS", origins);

        assertRefused(open, "QUARKUS_HTTP_CORS_ORIGINS", "is open to every page");
        assertThat(open.with("QUARKUS_HTTP_CORS_ORIGINS", "https://app.example.com")
                        .refusals(Writer.CONFIGURATION))
                .isEmpty();
    }

    @Test
    void aPasswordIsNotTakenFromAnAddressForAddressesAreLogged() {
        assertRefused(
                production.with(
                        "QUARKUS_DATASOURCE_JDBC_URL",
                        "jdbc:postgresql://db/tidemark?sslmode=verify-full&password=hush-hush"),
                "QUARKUS_DATASOURCE_PASSWORD",
                "take it out of the address");
    }

    @Test
    void aCertificateStandsForThePassword() {
        assertThat(production
                        .without("QUARKUS_DATASOURCE_PASSWORD")
                        .with(
                                "QUARKUS_DATASOURCE_JDBC_URL",
                                "jdbc:postgresql://db/tidemark?sslmode=verify-full&sslcert=/etc/writer.crt")
                        .refusals(Writer.CONFIGURATION))
                .isEmpty();
    }

    @Test
    void whatIsMeantForOthersIsNoFault() {
        assertThat(production
                        .with("TIDEMARK_TOKEN", "eyJ")
                        .with("TIDEMARK_WRITER_URL", "https://dashboard.example.com")
                        .with("TIDEMARK_LIMITS_REDIS", "rediss://valkey:6379")
                        .refusals(Writer.CONFIGURATION))
                .isEmpty();
    }

    @Test
    void allThatIsWrongIsSaidAtOnce() {
        assertThat(production
                        .without("TIDEMARK_AUTH_ISSUER")
                        .with("TIDEMARK_KAFKA_DELIVERY", "soon")
                        .refusals(Writer.CONFIGURATION))
                .extracting(Fault::variable)
                .containsExactly("TIDEMARK_AUTH_ISSUER", "TIDEMARK_KAFKA_DELIVERY");
    }

    @Test
    void everyMappingIsCheckedAndDescribed() throws IOException {
        DeclarationCheck.assertComplete(Writer.CONFIGURATION, MODULE);
    }

    @Test
    void thePageOfSettingsSaysTheSame() throws IOException {
        ConfigurationPage.assertIsOf(Writer.CONFIGURATION, MODULE);
    }

    private static void assertRefused(Environment environment, String variable, String why) {
        assertThat(environment.refusals(Writer.CONFIGURATION)).singleElement().satisfies(fault -> {
            assertThat(fault.variable()).isEqualTo(variable);
            assertThat(fault.why()).contains(why);
            assertThat(fault.toString()).contains("for example: ").doesNotContain("hush-hush");
        });
    }
}
