package dev.tidemark.ingest.limits;

import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.distributed.BucketProxy;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.redis.lettuce.Bucket4jLettuce;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.faulttolerance.api.Guard;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/// Buckets in a Redis or Valkey, which all instances share. While it is away, the buckets of this instance decide, and
/// `tidemark_ingest_limiter_fallbacks_total` counts; a circuit breaker keeps that from costing time.
final class SharedBuckets implements Buckets, AutoCloseable {
    private static final Logger LOG = Logger.getLogger(SharedBuckets.class);
    private static final Duration PATIENCE = Duration.ofMillis(150);
    private static final Duration KEPT = Duration.ofDays(1);

    private final Buckets local;
    private final Counter fallbacks;
    private final ClientResources resources;
    private final RedisClient client;
    private final ProxyManager<String> buckets;
    private final Guard guard;

    SharedBuckets(String url, Buckets local, MeterRegistry registry) {
        this.local = local;
        this.fallbacks = registry.counter("tidemark.ingest.limiter.fallbacks");
        this.resources = ClientResources.builder()
                .ioThreadPoolSize(2)
                .computationThreadPoolSize(2)
                .reconnectDelay(
                        Delay.exponential(Duration.ofMillis(50), Duration.ofSeconds(1), 2, TimeUnit.MILLISECONDS))
                .build();
        this.client = RedisClient.create(resources);
        client.setOptions(ClientOptions.builder()
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .socketOptions(SocketOptions.builder().connectTimeout(PATIENCE).build())
                .timeoutOptions(TimeoutOptions.enabled(PATIENCE))
                .build());
        this.buckets = new Bucket4jLettuce.LettuceBasedProxyManagerBuilder<>(
                        new LazyRedis<>(client, RedisURI.create(url), LazyRedis.TEXT_TO_BYTES))
                .expirationAfterWrite(ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(KEPT))
                .requestTimeout(PATIENCE)
                .build();
        this.guard = Guard.create()
                .withDescription("shared limits")
                .withCircuitBreaker()
                .requestVolumeThreshold(20)
                .failureRatio(0.5)
                .delay(1, ChronoUnit.SECONDS)
                .onStateChange(state -> LOG.infof("circuit breaker of the shared limits: %s", state))
                .done()
                .build();
    }

    @Override
    public Level take(Limit limit, Rate rate, String subject, long tokens) {
        return shared(
                limit,
                rate,
                subject,
                bucket -> Buckets.ask(bucket, tokens),
                () -> local.take(limit, rate, subject, tokens));
    }

    @Override
    public void debit(Limit limit, Rate rate, String subject, long tokens) {
        Level _ = shared(
                limit,
                rate,
                subject,
                bucket -> {
                    long _ = bucket.consumeIgnoringRateLimits(tokens);
                    return new Level(true, 0, Duration.ZERO);
                },
                () -> {
                    local.debit(limit, rate, subject, tokens);
                    return new Level(true, 0, Duration.ZERO);
                });
    }

    @Override
    public boolean mayBlock() {
        return true;
    }

    private Level shared(
            Limit limit, Rate rate, String subject, Function<BucketProxy, Level> question, Supplier<Level> otherwise) {
        try {
            return guard.call(() -> question.apply(bucket(limit, rate, subject)), Level.class);
        } catch (Exception away) {
            fallbacks.increment();
            return otherwise.get();
        }
    }

    /// The rate is part of the name: instances that were told of a change at different moments do not undo each
    /// other's.
    private BucketProxy bucket(Limit limit, Rate rate, String subject) {
        BucketConfiguration configuration = Buckets.configuration(rate);
        return buckets.builder().build("tidemark:" + limit.label() + ":" + rate + ":" + subject, () -> configuration);
    }

    @Override
    public void close() {
        client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
        var _ = resources.shutdown(0, 1, TimeUnit.SECONDS);
    }
}
