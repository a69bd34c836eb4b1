package dev.tidemark.ingest.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TokensInheritanceStrategy;
import java.time.Duration;

/// Buckets in this instance's memory: of the subjects seen lately, so that an endless supply of users and addresses
/// costs no more than a bounded number of buckets.
final class LocalBuckets implements Buckets {
    private static final int MOST = 200_000;
    /// A bucket that takes longer to fill than this gives something away when it is forgotten; the usual ones do not.
    private static final Duration IDLE = Duration.ofHours(1);

    private final Cache<Key, Entry> entries =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterAccess(IDLE).build();

    private record Key(Limit limit, String subject) {}

    private record Entry(Rate rate, Bucket bucket) {}

    @Override
    public Level take(Limit limit, Rate rate, String subject, long tokens) {
        return Buckets.ask(bucket(limit, rate, subject), tokens);
    }

    @Override
    public void debit(Limit limit, Rate rate, String subject, long tokens) {
        long _ = bucket(limit, rate, subject).consumeIgnoringRateLimits(tokens);
    }

    @Override
    public boolean mayBlock() {
        return false;
    }

    private Bucket bucket(Limit limit, Rate rate, String subject) {
        Key key = new Key(limit, subject);
        Entry entry = entries.get(key, _ -> new Entry(rate, newBucket(rate)));
        if (entry.rate.equals(rate)) {
            return entry.bucket;
        }
        return entries.asMap()
                .compute(key, (_, old) -> old == null ? new Entry(rate, newBucket(rate)) : changed(old, rate))
                .bucket;
    }

    /// A bucket that grows gets what it grew by at once; what a subject owes, it owes still.
    private static Entry changed(Entry old, Rate rate) {
        boolean hasGrown = rate.burst() >= old.rate.burst();
        old.bucket.replaceConfiguration(
                Buckets.configuration(rate),
                hasGrown ? TokensInheritanceStrategy.ADDITIVE : TokensInheritanceStrategy.AS_IS);
        return new Entry(rate, old.bucket);
    }

    private static Bucket newBucket(Rate rate) {
        return Bucket.builder()
                .addLimit(Buckets.configuration(rate).getBandwidths()[0])
                .build();
    }
}
