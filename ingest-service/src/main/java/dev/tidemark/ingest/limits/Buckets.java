package dev.tidemark.ingest.limits;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.EstimationProbe;
import java.time.Duration;

/// Token buckets by limit and subject. A bucket follows its rate when that changes.
interface Buckets {
    /// Takes this many tokens if they are there; with none, only looks whether the bucket is above zero.
    Level take(Limit limit, Rate rate, String subject, long tokens);

    /// Takes this many tokens whether they are there or not: the bucket may go below zero.
    void debit(Limit limit, Rate rate, String subject, long tokens);

    /// Whether an answer may have to wait for another machine.
    boolean mayBlock();

    /// How a bucket stands.
    ///
    /// @param isEnough  whether what was asked for was there
    /// @param remaining how many tokens are left
    /// @param until     when it would be there
    record Level(boolean isEnough, long remaining, Duration until) {}

    /// Asks a bucket, wherever it is: takes this many tokens if they are there; with none, only looks whether there is
    /// one.
    static Level ask(Bucket bucket, long tokens) {
        if (tokens == 0) {
            EstimationProbe estimate = bucket.estimateAbilityToConsume(1);
            return new Level(
                    estimate.canBeConsumed(),
                    estimate.getRemainingTokens(),
                    Duration.ofNanos(estimate.getNanosToWaitForRefill()));
        }
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(tokens);
        return new Level(
                probe.isConsumed(), probe.getRemainingTokens(), Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }

    /// A bucket of this rate, full at first.
    static BucketConfiguration configuration(Rate rate) {
        return BucketConfiguration.builder()
                .addLimit(limit -> limit.capacity(Math.max(rate.burst(), 1)).refillGreedy(rate.amount(), rate.period()))
                .build();
    }
}
