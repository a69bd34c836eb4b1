package dev.tidemark.access.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;
import java.util.Set;

/// What kind of deployment this is. Nothing but the check at the start looks at it.
@ConfigMapping(prefix = "tidemark.deployment")
public interface DeploymentConfig {
    /// In `production` a service refuses what is right on a developer's machine alone: keys that lie in a checkout,
    /// default passwords, servers reached without TLS, doors that are open to everybody. In `development` it takes
    /// all of that.
    @WithDefault("production")
    Mode mode();

    /// What production is to take nevertheless, because something else answers for it. Each is logged at every start.
    /// `insecure-kafka`: no TLS to Kafka. `insecure-postgresql`: no TLS to PostgreSQL that verifies its host.
    /// `insecure-redis`: no TLS to Redis. `insecure-keys`: keys for tokens fetched without TLS.
    /// `limits-per-instance`: several instances of ingest that each count for themselves. The first four are right
    /// within a service mesh that encrypts and authenticates.
    @Example("insecure-kafka,insecure-postgresql")
    Optional<Set<Concession>> concessions();

    /// How many instances of this service run, at most: said, because an instance cannot know. Ingest needs it where
    /// its limits are counted in memory, since n instances let n times as much through.
    @Example("1")
    Optional<Integer> instances();

    /// Kinds of deployments.
    enum Mode {
        /// One that others rely on.
        PRODUCTION,
        /// A developer's.
        DEVELOPMENT
    }

    /// What production refuses unless it is told to take it.
    enum Concession {
        /// No TLS to Kafka.
        INSECURE_KAFKA,
        /// No TLS to PostgreSQL that verifies its host.
        INSECURE_POSTGRESQL,
        /// No TLS to Redis.
        INSECURE_REDIS,
        /// Keys for tokens fetched without TLS.
        INSECURE_KEYS,
        /// Several instances of ingest whose limits are each counted alone.
        LIMITS_PER_INSTANCE
    }

    /// Whether development defaults are refused.
    default boolean isProduction() {
        return mode() == Mode.PRODUCTION;
    }

    /// Whether this is to be refused here.
    default boolean refuses(Concession concession) {
        return isProduction() && !concessions().orElse(Set.of()).contains(concession);
    }

    /// How a fault says that one might do without.
    ///
    /// @param reason when that is right
    static String unless(Concession concession, String reason) {
        return "; where " + reason + ", TIDEMARK_DEPLOYMENT_CONCESSIONS=" + written(concession) + " lets it be";
    }

    /// How a concession is written.
    static String written(Concession concession) {
        return Setting.written(concession);
    }
}
