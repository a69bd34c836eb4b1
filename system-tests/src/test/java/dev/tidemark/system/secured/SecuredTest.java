package dev.tidemark.system.secured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidemark.cli.stack.Server;
import dev.tidemark.cli.stack.Tls;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Both services in production, before a Kafka that wants TLS and SCRAM and a PostgreSQL that wants TLS. They log all
/// that they ever would, and none of it is a secret.
class SecuredTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String KAFKA_PASSWORD = "sentinel-of-kafka-7f3a";
    private static final String STORE_PASSWORD = "sentinel-of-postgres-91bc";
    private static final String WRONG_PASSWORD = "sentinel-of-nobody-44de";
    private static final String BEACON_SECRET = "sentinel-of-beacons-0123456789abcdef";
    private static final String PAYLOAD = "sentinel-of-events-5e5e";

    private final Path folder;
    private final Certificates trusted;
    private final Certificates foreign;
    private final Issuer issuer;

    @AutoClose
    private final Server kafka;

    @AutoClose
    private final Server postgres;

    SecuredTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        this.trusted = Certificates.in(Files.createDirectory(folder.resolve("trusted")));
        this.foreign = Certificates.in(Files.createDirectory(folder.resolve("foreign")));
        this.issuer = Issuer.in(folder);
        this.kafka = Server.kafka(new Tls(trusted.certificate(), trusted.key(), KAFKA_PASSWORD));
        this.postgres = Server.postgres(new Tls(trusted.certificate(), trusted.key(), STORE_PASSWORD));
    }

    @Test
    void eventsFlowOverTlsWhoeverWasKeptOutBeforeAndNoSecretIsTold() throws Exception {
        try (Packaged ingest = Packaged.start("ingest", ingest());
                Packaged withoutPassword = Packaged.start("ingest", with(ingest(), kafkaUser(WRONG_PASSWORD)));
                Packaged withoutTrust = Packaged.start("writer", with(writer(), kafkaAuthority(foreign)));
                Packaged notInStore = Packaged.start("writer", with(writer(), store(trusted, WRONG_PASSWORD)));
                Packaged notTrustingStore = Packaged.start("writer", with(writer(), store(foreign, STORE_PASSWORD)))) {
            // Given
            ingest.awaitReady();
            assertThat(post(ingest, "one").statusCode()).isEqualTo(202);

            // Then
            assertKeptOut(withoutPassword, "Kafka refuses the user or the password");
            assertThat(post(withoutPassword, "two").statusCode()).isEqualTo(503);
            assertThat(post(withoutPassword, "two").body()).contains("kafka_unavailable");
            assertKeptOut(withoutTrust, "Kafka's certificate does not hold");
            assertKeptOut(notInStore, "password authentication failed for user");
            assertKeptOut(notTrustingStore, "unable to find valid certification path");
            for (Packaged service : List.of(withoutPassword, withoutTrust, notInStore, notTrustingStore)) {
                assertTellsNoSecret(service);
            }
            writeWithTheRightOne(ingest);
            assertTellsNoSecret(ingest);
        }
    }

    private void writeWithTheRightOne(Packaged ingest) throws Exception {
        try (Packaged writer = Packaged.start("writer", writer()).awaitReady()) {
            assertThat(post(ingest, "three").statusCode()).isEqualTo(202);
            await().atMost(SOON).untilAsserted(() -> assertThat(
                            sql("SELECT string_agg(event_id, ' ' ORDER BY event_id) FROM activity"))
                    .isEqualTo("one three"));
            assertThat(sql("SELECT count(*) FROM pg_stat_ssl JOIN pg_stat_activity USING (pid)"
                            + " WHERE backend_type = 'client backend' AND NOT ssl"))
                    .isEqualTo("0");
            await().atMost(SOON).untilAsserted(() -> assertThat(
                            writer.management("/q/metrics").body())
                    .contains("tidemark_liveness_state{state=\"running\"} 1.0"));
            tryWhatIsRefused(ingest, writer);
            assertTellsNoSecret(writer);
        }
    }

    /// What makes libraries talk: tokens that do not hold, and bodies that cannot be read.
    private void tryWhatIsRefused(Packaged ingest, Packaged writer) throws IOException {
        String expired = issuer.token(Duration.ofHours(-1));
        String foreign =
                Issuer.in(Files.createDirectory(folder.resolve("another"))).token(Duration.ofHours(1));
        for (String token : List.of(expired, foreign, PAYLOAD)) {
            assertThat(post(ingest, "four", token).statusCode()).isEqualTo(401);
            assertThat(writer.get("/api/v1/status", "Authorization", "Bearer " + token)
                            .statusCode())
                    .isEqualTo(401);
        }
        String beacon = "{\"token\": \"" + expired + "\", \"events\": [\"" + PAYLOAD + "\"]}";
        assertThat(ingest.post("/api/v1/beacon", beacon, "Content-Type", "text/plain")
                        .statusCode())
                .isEqualTo(401);
        String cut = "{\"events\": [{\"id\": \"" + PAYLOAD;
        assertThat(ingest.post(
                                "/api/v1/events",
                                cut,
                                "Content-Type",
                                "application/json",
                                "Authorization",
                                "Bearer " + issuer.token(Duration.ofHours(1)))
                        .statusCode())
                .isEqualTo(400);
    }

    private void assertKeptOut(Packaged service, String why) {
        await().atMost(SOON).untilAsserted(() -> assertThat(service.log()).contains(why));
        assertThat(service.isReady()).isFalse();
    }

    private void assertTellsNoSecret(Packaged service) {
        List<String> secrets =
                new ArrayList<>(List.of(KAFKA_PASSWORD, STORE_PASSWORD, WRONG_PASSWORD, BEACON_SECRET, PAYLOAD));
        secrets.addAll(issuer.signatures());
        StringBuilder told = new StringBuilder(service.log());
        for (String path : List.of(
                "/q",
                "/q/",
                "/q/health",
                "/q/health/live",
                "/q/health/started",
                "/q/health/well",
                "/q/health/group",
                "/q/metrics",
                "/q/info",
                "/q/arc",
                "/q/dev",
                "/q/openapi",
                "/q/openapi?format=json",
                "/q/swagger-ui")) {
            told.append(service.told(path));
        }
        assertThat(told.length()).isGreaterThan(100_000);
        assertThat(secrets).filteredOn(secret -> told.indexOf(secret) >= 0).isEmpty();
    }

    private HttpResponse<String> post(Packaged ingest, String id) throws IOException {
        return post(ingest, id, issuer.token(Duration.ofHours(1)));
    }

    private static HttpResponse<String> post(Packaged ingest, String id, String token) throws IOException {
        String event = """
                {"events": [{"id": "%s", "type": "session.activity", "session_id": "secured",
                "occurred_at": "%s", "data": {"kind": "%s"}}]}""".formatted(id, Instant.now(), PAYLOAD);
        return ingest.post(
                "/api/v1/events", event, "Content-Type", "application/json", "Authorization", "Bearer " + token);
    }

    private String sql(String query) throws SQLException {
        String url = postgres.ports().jdbcUrl() + "?sslmode=verify-full&sslrootcert=" + trusted.authority();
        try (Connection connection = DriverManager.getConnection(url, "tidemark", STORE_PASSWORD);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return String.valueOf(rows.getString(1));
        }
    }

    private Map<String, String> both() {
        Map<String, String> settings = new HashMap<>();
        settings.put("TIDEMARK_AUTH_ISSUER", Issuer.NAME);
        settings.put("TIDEMARK_AUTH_AUDIENCE", Issuer.AUDIENCE);
        settings.put("TIDEMARK_AUTH_KEYS", "file:" + issuer.publicKey());
        settings.put("TIDEMARK_KAFKA_BOOTSTRAP_SERVERS", kafka.ports().bootstrapServers());
        settings.put("TIDEMARK_KAFKA_TOPICS_REPLICATION", "1");
        settings.put("TIDEMARK_KAFKA_TOPICS_MIN_IN_SYNC", "1");
        settings.put("TIDEMARK_KAFKA_CLIENT__SECURITY_PROTOCOL_", "SASL_SSL");
        settings.put("TIDEMARK_KAFKA_CLIENT__SASL_MECHANISM_", "SCRAM-SHA-512");
        settings.put("TIDEMARK_KAFKA_CLIENT__SSL_TRUSTSTORE_TYPE_", "PEM");
        settings.putAll(kafkaAuthority(trusted));
        settings.putAll(kafkaUser(KAFKA_PASSWORD));
        settings.put("QUARKUS_LOG_LEVEL", "DEBUG");
        settings.put("QUARKUS_LOG_CATEGORY__ORG_APACHE_KAFKA__LEVEL", "DEBUG");
        settings.put("QUARKUS_HTTP_ACCESS_LOG_ENABLED", "true");
        return settings;
    }

    private Map<String, String> ingest() {
        return with(both(), Map.of("TIDEMARK_BEACON_SECRETS", BEACON_SECRET, "TIDEMARK_DEPLOYMENT_INSTANCES", "1"));
    }

    private Map<String, String> writer() throws IOException {
        Map<String, String> settings = with(both(), store(trusted, STORE_PASSWORD));
        settings.put("QUARKUS_DATASOURCE_USERNAME", "tidemark");
        settings.put("TIDEMARK_DASHBOARD_INGEST_URL", "https://events.example.com");
        settings.put(
                "TIDEMARK_LIVENESS_STATE_DIR",
                Files.createTempDirectory(folder, "liveness").toString());
        return settings;
    }

    private static Map<String, String> kafkaAuthority(Certificates authority) {
        return Map.of(
                "TIDEMARK_KAFKA_CLIENT__SSL_TRUSTSTORE_LOCATION_",
                authority.authority().toString());
    }

    private static Map<String, String> kafkaUser(String password) {
        return Map.of(
                "TIDEMARK_KAFKA_CLIENT__SASL_JAAS_CONFIG_",
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"tidemark\" password=\""
                        + password + "\";");
    }

    private Map<String, String> store(Certificates authority, String password) {
        return Map.of(
                "QUARKUS_DATASOURCE_JDBC_URL",
                postgres.ports().jdbcUrl() + "?sslmode=verify-full&sslrootcert=" + authority.authority(),
                "QUARKUS_DATASOURCE_PASSWORD",
                password);
    }

    private static Map<String, String> with(Map<String, String> settings, Map<String, String> others) {
        Map<String, String> all = new HashMap<>(settings);
        all.putAll(others);
        return all;
    }
}
