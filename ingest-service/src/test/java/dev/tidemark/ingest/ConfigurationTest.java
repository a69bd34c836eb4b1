package dev.tidemark.ingest;

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
            "TIDEMARK_LIMITS_REDIS", "rediss://:hush-hush@valkey.example.com:6379"));

    @Test
    void withWhatItNeedsItStarts() {
        assertThat(production.refusals(Ingest.CONFIGURATION)).isEmpty();
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
                "TIDEMARK_AUTH_KEYS | file:/no/such/public.pem | names a file that cannot be read",
                "TIDEMARK_KAFKA_BOOTSTRAP_SERVERS | none | is not set",
                "TIDEMARK_KAFKA_BOOTSTRAP_SERVERS | ~~ | is empty",
                "TIDEMARK_KAFKA_BOOTSTRAP_SERVERS | localhost | Invalid url in bootstrap.servers",
                "TIDEMARK_KAFKA_BOOTSTRAP_SERVERS | kafka.invalid:9092 | No resolvable bootstrap urls",
                "TIDEMARK_KAFKA_DELIVERY | soon | is 'soon', which is no duration",
                "TIDEMARK_KAFKA_DELIVERY | -8s | must be more than none",
                "TIDEMARK_KAFKA_DELIVERY | 0s | must be more than none",
                "TIDEMARK_KAFKA_DELIVERY | 10s | must be less than TIDEMARK_KAFKA_REQUEST",
                "TIDEMARK_KAFKA_MAX_BLOCK | 8s | must be less than TIDEMARK_KAFKA_DELIVERY",
                "TIDEMARK_KAFKA_LINGER | 5s | must be at most half of TIDEMARK_KAFKA_DELIVERY",
                "TIDEMARK_KAFKA_CONCURRENT_REQUESTS | many | is 'many', which is no whole number",
                "TIDEMARK_KAFKA_CONCURRENT_REQUESTS | 0 | must be at least 1",
                "TIDEMARK_KAFKA_TOPICS_REPLICATION | -3 | must be at least 1",
                "TIDEMARK_KAFKA_CLIENT__SECURITY_PROTOCOL_ | SALS_SSL | Invalid value SALS_SSL",
                "TIDEMARK_KAFKA_CLIENT__SASL_JAAS_CONFIG_ | none | JAAS",
                "TIDEMARK_KAFKA_CLIENT__SASL_JAAS_CONFIG_ | hush-hush | JAAS config",
                "TIDEMARK_KAFKA_CLIENT__SSL_TRUSTSTORE_LOCATION_ | /no/such/ca.p12 | names a file that cannot be read",
                "TIDEMARK_KAFKA_CLIENT__SASL_MECHANISMS_ | PLAIN | is TIDEMARK_KAFKA_CLIENT__SASL_MECHANISM_ meant?",
                "TIDEMARK_KAFKA_CLIENT_SASL_MECHANISM | PLAIN | two underscores stand before the name",
                "TIDEMARK_KAFKA_BOOTSTRAP_SERVER | k:1 | is TIDEMARK_KAFKA_BOOTSTRAP_SERVERS meant?",
                "TIDEMARK_LIMIT_RATE_SYNC_USER | 1/1s | is TIDEMARK_LIMITS_RATE_SYNC_USER meant?",
                "TIDEMARK_LIMITS_RATE_SYNC_USER | five | 'five' is no rate; write for example 20/1s",
                "TIDEMARK_LIMITS_BODY_EVENT_BYTES | 262145 | must be at most 262144",
                "TIDEMARK_LIMITS_BODY_TIME | -1s | must be more than none",
                "TIDEMARK_LIMITS_REDIS | valkey:6379 | is no address of a Redis",
                "TIDEMARK_PROXIES_TRUSTED | 10.0.0.0/8,proxy | 'proxy' is no address or network",
                "TIDEMARK_BEACON_SECRETS | hush-hush | one of them is shorter than 32 characters",
                "TIDEMARK_DEPLOYMENT_MODE | prod | has 'prod', which is none of production, development",
                "TIDEMARK_DEPLOYMENT_CONCESSIONS | insecure | which is none of insecure-kafka,",
                "QUARKUS_HTTP_PORT | 80800 | must be at most 65535",
                "QUARKUS_HTTP_CORS_ENABLED | yes please | neither true nor false",
                "QUARKUS_SHUTDOWN_TIMEOUT | -1s | must be more than none",
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
                "TIDEMARK_KAFKA_CLIENT__SECURITY_PROTOCOL_ | SASL_PLAINTEXT | leaves events and passwords readable | insecure-kafka",
                "TIDEMARK_LIMITS_REDIS | none | n instances let n times as much through | limits-per-instance",
                "TIDEMARK_LIMITS_REDIS | redis://valkey:6379 | without TLS | insecure-redis",
            })
    void productionRefusesWhatIsRightOnADevelopersMachineAlone(
            String variable, String value, String why, String concession) {
        Environment wrong = value == null ? production.without(variable) : production.with(variable, value);

        assertRefused(wrong, variable, why);
        assertThat(wrong.with("TIDEMARK_DEPLOYMENT_MODE", "development").refusals(Ingest.CONFIGURATION))
                .isEmpty();
        if (concession != null) {
            assertThat(wrong.with("TIDEMARK_DEPLOYMENT_CONCESSIONS", concession).refusals(Ingest.CONFIGURATION))
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
                        .refusals(Ingest.CONFIGURATION))
                .isEmpty();
    }

    @Test
    void oneInstanceMayCountAloneAndTwoMayNot() {
        Environment alone = production.without("TIDEMARK_LIMITS_REDIS");

        assertThat(alone.with("TIDEMARK_DEPLOYMENT_INSTANCES", "1").refusals(Ingest.CONFIGURATION))
                .isEmpty();
        assertRefused(alone.with("TIDEMARK_DEPLOYMENT_INSTANCES", "2"), "TIDEMARK_LIMITS_REDIS", "n times");
    }

    @Test
    void whatIsMeantForOthersIsNoFault() {
        assertThat(production
                        .with("TIDEMARK_TOKEN", "eyJ")
                        .with("TIDEMARK_INGEST_SERVICE_HOST", "10.0.0.1")
                        .with("TIDEMARK_WRITER_PORT_8081_TCP_ADDR", "10.0.0.2")
                        .with("TIDEMARK_LIVENESS_SILENCE", "15m")
                        .refusals(Ingest.CONFIGURATION))
                .isEmpty();
    }

    @Test
    void allThatIsWrongIsSaidAtOnce() {
        assertThat(production
                        .without("TIDEMARK_AUTH_ISSUER")
                        .with("TIDEMARK_KAFKA_DELIVERY", "soon")
                        .refusals(Ingest.CONFIGURATION))
                .extracting(Fault::variable)
                .containsExactly("TIDEMARK_AUTH_ISSUER", "TIDEMARK_KAFKA_DELIVERY");
    }

    @Test
    void everyMappingIsCheckedAndDescribed() throws IOException {
        DeclarationCheck.assertComplete(Ingest.CONFIGURATION, MODULE);
    }

    @Test
    void thePageOfSettingsSaysTheSame() throws IOException {
        ConfigurationPage.assertIsOf(Ingest.CONFIGURATION, MODULE);
    }

    private static void assertRefused(Environment environment, String variable, String why) {
        assertThat(environment.refusals(Ingest.CONFIGURATION)).singleElement().satisfies(fault -> {
            assertThat(fault.variable()).isEqualTo(variable);
            assertThat(fault.why()).contains(why);
            assertThat(fault.toString()).contains("for example: ").doesNotContain("hush-hush");
        });
    }
}
