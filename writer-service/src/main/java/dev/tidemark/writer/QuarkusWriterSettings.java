package dev.tidemark.writer;

import dev.tidemark.access.config.Bounds;
import dev.tidemark.access.config.Example;
import dev.tidemark.access.config.QuarkusSettings;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;
import java.util.Optional;

/// What Quarkus itself reads of the writer's settings.
interface QuarkusWriterSettings extends QuarkusSettings {
    /// Where the store is. TLS is said here: `sslmode=verify-full`, and whose certificates are trusted.
    @WithName("quarkus.datasource.jdbc.url")
    @Example(
            "jdbc:postgresql://db.example.com:5432/tidemark?sslmode=verify-full&sslrootcert=/etc/tidemark/postgres/ca.crt")
    String jdbcUrl();

    /// Its user.
    @WithName("quarkus.datasource.username")
    @Example("tidemark")
    String username();

    /// The password of that user. Without one the address must name a certificate (`sslcert`).
    @WithName("quarkus.datasource.password")
    @Example("$(openssl rand -base64 24)")
    Optional<String> password();

    /// Connections of this instance, at most. Each thread on a lane takes one, and so do calls of the API, retries,
    /// expiries, dead letters and rollups.
    @WithName("quarkus.datasource.jdbc.max-size")
    @WithDefault("14")
    int connections();

    /// How long work waits for one of them. Then the store counts as away.
    @WithName("quarkus.datasource.jdbc.acquisition-timeout")
    @WithDefault("5s")
    Duration acquisition();

    /// What each connection is opened with; whoever sets it sets all of it.
    @WithName("quarkus.datasource.jdbc.additional-jdbc-properties.options")
    @WithDefault(
            "-c timezone=UTC -c lock_timeout=2s -c statement_timeout=30s -c idle_in_transaction_session_timeout=10s"
                    + " -c tcp_user_timeout=15s -c tcp_keepalives_idle=5 -c tcp_keepalives_interval=5"
                    + " -c tcp_keepalives_count=2")
    String options();

    /// Seconds without a byte after which a connection is given up: more than the `statement_timeout` above.
    @WithName("quarkus.datasource.jdbc.additional-jdbc-properties.socketTimeout")
    @WithDefault("45")
    int socketTimeout();

    /// The port of the dashboard, its API, receipts, and the API's description at `/q/openapi`.
    @WithName("quarkus.http.port")
    @WithDefault("8081")
    @Bounds(max = 65_535)
    int port();

    /// The port of `/q/health/live`, `/q/health/ready` and `/q/metrics`; keep it inside.
    @WithName("quarkus.management.port")
    @WithDefault("9001")
    @Bounds(max = 65_535)
    int managementPort();
}
