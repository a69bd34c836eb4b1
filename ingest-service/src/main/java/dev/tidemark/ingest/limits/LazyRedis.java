package dev.tidemark.ingest.limits;

import io.github.bucket4j.redis.lettuce.RedisApi;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// A connection to Redis that is made when it is first needed and in the background, so that the service starts, and
/// answers, while Redis is away. Once made, it mends itself.
///
/// @param <K> the type of keys; what Bucket4j wants here must stay generic
final class LazyRedis<K> implements RedisApi<K> {
    static final RedisCodec<String, byte[]> TEXT_TO_BYTES = RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);

    private static final long RETRY_NANOS = Duration.ofMillis(500).toNanos();

    private final RedisClient client;
    private final RedisURI uri;
    private final RedisCodec<K, byte[]> codec;
    private final AtomicReference<@Nullable Attempt<K>> last = new AtomicReference<>();

    private record Attempt<K>(CompletableFuture<StatefulRedisConnection<K, byte[]>> connection, long begun) {
        boolean hasFailed() {
            return connection.isCompletedExceptionally() && System.nanoTime() - begun > RETRY_NANOS;
        }
    }

    LazyRedis(RedisClient client, RedisURI uri, RedisCodec<K, byte[]> codec) {
        this.client = client;
        this.uri = uri;
        this.codec = codec;
    }

    @Override
    public <V> RedisFuture<V> eval(String script, ScriptOutputType type, K[] keys, byte[][] values) {
        return commands().eval(script, type, keys, values);
    }

    @Override
    public RedisFuture<byte[]> get(K key) {
        return commands().get(key);
    }

    @Override
    @SuppressWarnings("unchecked")
    public RedisFuture<?> delete(K key) {
        return commands().del(key);
    }

    private RedisAsyncCommands<K, byte[]> commands() {
        Attempt<K> attempt = last.get();
        if (attempt == null || attempt.hasFailed()) {
            Attempt<K> next = new Attempt<>(new CompletableFuture<>(), System.nanoTime());
            if (last.compareAndSet(attempt, next)) {
                var _ = client.connectAsync(codec, uri).toCompletableFuture().whenComplete((connection, failure) -> {
                    if (failure == null) {
                        next.connection.complete(connection);
                    } else {
                        next.connection.completeExceptionally(failure);
                    }
                });
            }
            throw new RedisConnectionException("not connected yet");
        }
        if (!attempt.connection.isDone() || attempt.connection.isCompletedExceptionally()) {
            throw new RedisConnectionException("not connected");
        }
        return attempt.connection.join().async();
    }
}
