package dev.tidemark.ingest.limits;

import dev.tidemark.access.config.DeploymentConfig;
import dev.tidemark.access.config.DeploymentConfig.Concession;
import dev.tidemark.access.config.Fault;
import io.lettuce.core.RedisURI;
import io.smallrye.config.SmallRyeConfig;
import java.util.Optional;
import java.util.stream.Stream;

/// What must hold of limits beyond each of them.
public final class LimitsRules {
    private static final String REDIS = "tidemark.limits.redis";
    private static final String EXAMPLE = "rediss://:password@valkey.example.com:6379";

    private LimitsRules() {}

    /// Redis can be asked, and in production not readably.
    public static Stream<Fault> redis(SmallRyeConfig config) {
        Optional<String> redis = config.getConfigMapping(LimitsConfig.class).redis();
        if (redis.isEmpty()) {
            return Stream.empty();
        }
        try {
            boolean isRefused = config.getConfigMapping(DeploymentConfig.class).refuses(Concession.INSECURE_REDIS)
                    && !RedisURI.create(redis.get()).isSsl();
            return isRefused
                    ? Stream.of(Fault.of(
                            REDIS,
                            "is reached without TLS"
                                    + DeploymentConfig.unless(Concession.INSECURE_REDIS, "a service mesh encrypts"),
                            EXAMPLE))
                    : Stream.empty();
        } catch (IllegalArgumentException _) {
            return Stream.of(Fault.of(REDIS, "is no address of a Redis", EXAMPLE));
        }
    }

    /// In production a limit is what it says: counted by all instances together, or there is one.
    public static Stream<Fault> instances(SmallRyeConfig config) {
        DeploymentConfig deployment = config.getConfigMapping(DeploymentConfig.class);
        boolean isShared = config.getConfigMapping(LimitsConfig.class).redis().isPresent();
        boolean isAlone = deployment.instances().orElse(0) == 1;
        return deployment.refuses(Concession.LIMITS_PER_INSTANCE) && !isShared && !isAlone
                ? Stream.of(Fault.of(
                        REDIS,
                        "is not set, so n instances let n times as much through. Set it, or "
                                + "TIDEMARK_DEPLOYMENT_INSTANCES=1 if there is only one"
                                + DeploymentConfig.unless(Concession.LIMITS_PER_INSTANCE, "that is meant"),
                        EXAMPLE))
                : Stream.empty();
    }
}
