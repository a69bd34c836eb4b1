package dev.tidemark.ingest.limits;

import dev.tidemark.access.Problem;
import dev.tidemark.ingest.admission.Sender;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Decides whether a call comes too often or has brought too much. What a call brings is known only once it was read,
/// so it is debited afterwards, may drive a bucket below zero, and then refuses the next call.
@Startup
@ApplicationScoped
public class RateLimiter {
    private static final Duration AT_LEAST = Duration.ofSeconds(1);
    private static final Duration AT_MOST = Duration.ofHours(1);

    private final Limits limits;
    private final Buckets buckets;
    private final MeterRegistry registry;

    /// The kinds of calls, each limited for itself.
    public enum Kind {
        /// Bulk.
        SYNC,
        /// Starts and ends of sessions.
        LIFECYCLE,
        /// Everything else.
        OTHER
    }

    /// What a caller is told of its limit.
    ///
    /// @param policy the value of `RateLimit-Policy`
    /// @param state  the value of `RateLimit`
    /// @see <a href="https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/">RateLimit header
    /// fields</a>
    public record Standing(String policy, String state) {}

    RateLimiter(Limits limits, LimitsConfig config, MeterRegistry registry) {
        this.limits = limits;
        this.registry = registry;
        Buckets local = new LocalBuckets();
        this.buckets = config.redis()
                .<Buckets>map(url -> new SharedBuckets(url, local, registry))
                .orElse(local);
    }

    /// Whether asking may have to wait for another machine.
    public boolean mayBlock() {
        return buckets.mayBlock();
    }

    /// Takes one call from its buckets.
    ///
    /// @param isSmall whether it can only be about a session or two
    /// @param sender  who calls
    /// @param address where from
    /// @throws Problem 429 when there is none left
    public Optional<Standing> admit(Kind kind, boolean isSmall, Sender sender, String address) {
        if (sender.isBackend()) {
            requirePositive(Limit.BACKEND_EVENTS, sender.user().value());
            requirePositive(Limit.BACKEND_BYTES, sender.user().value());
            return take(Limit.BACKEND_CALLS, sender.user().value());
        }
        Optional<Standing> byUser =
                admitUser(kind, isSmall, sender); // first: who is refused takes nothing from neighbours
        Optional<Standing> byAddress =
                switch (kind) {
                    case SYNC -> take(Limit.SYNC_IP, address);
                    case OTHER -> take(Limit.OTHER_IP, address);
                    case LIFECYCLE -> Optional.empty();
                };
        return byUser.or(() -> byAddress);
    }

    /// Takes one call from its address's bucket alone: for calls of nobody, or of somebody who is known only from their
    /// body.
    ///
    /// @throws Problem 429 when there is none left
    public Optional<Standing> admitAddress(String address) {
        return take(Limit.OTHER_IP, address);
    }

    /// Takes one call from its user's buckets alone, once the user is known. What the user has brought before does not
    /// hold up a small call about sessions: a bulk sync never delays a session's end.
    ///
    /// @throws Problem 429 when there is none left
    public Optional<Standing> admitUser(Kind kind, boolean isSmall, Sender sender) {
        String user = sender.user().value();
        if (kind != Kind.LIFECYCLE || !isSmall) {
            requirePositive(Limit.EVENTS_USER, user);
            requirePositive(Limit.BYTES_USER, user);
        }
        return switch (kind) {
            case SYNC -> take(Limit.SYNC_USER, user);
            case LIFECYCLE -> take(Limit.LIFECYCLE_USER, user);
            case OTHER -> Optional.empty();
        };
    }

    /// Looks whether this address has failed too often lately to be listened to.
    ///
    /// @throws Problem 429 when it has
    public void requireGoodStanding(String address) {
        requirePositive(Limit.FAILED_IP, address);
    }

    /// Counts a call that proved to be nobody's.
    public void countFailure(String address) {
        debit(Limit.FAILED_IP, address, 1);
    }

    /// Counts the events that a call has brought.
    public void debitEvents(Sender sender, int events) {
        debit(
                sender.isBackend() ? Limit.BACKEND_EVENTS : Limit.EVENTS_USER,
                sender.user().value(),
                events);
    }

    /// Counts the bytes that a call has brought, whatever they proved to be.
    public void debitBytes(Sender sender, long bytes) {
        debit(
                sender.isBackend() ? Limit.BACKEND_BYTES : Limit.BYTES_USER,
                sender.user().value(),
                bytes);
    }

    /// How long this sender would have to wait until it may bring more events; nothing when it may now.
    public Duration waitFor(Sender sender) {
        List<Limit> both = sender.isBackend()
                ? List.of(Limit.BACKEND_EVENTS, Limit.BACKEND_BYTES)
                : List.of(Limit.EVENTS_USER, Limit.BYTES_USER);
        Duration longest = Duration.ZERO;
        for (Limit limit : both) {
            Rate rate = limit.rate(limits.rate());
            if (!rate.isOff()) {
                Duration wait =
                        buckets.take(limit, rate, sender.user().value(), 0).until();
                longest = wait.compareTo(longest) > 0 ? wait : longest;
            }
        }
        return longest;
    }

    private Optional<Standing> take(Limit limit, String subject) {
        Rate rate = limit.rate(limits.rate());
        if (rate.isOff()) {
            return Optional.empty();
        }
        Buckets.Level level = buckets.take(limit, rate, subject, 1);
        Standing standing = standing(limit, rate, level);
        if (!level.isEnough()) {
            throw refusal(limit, rate, level)
                    .with("RateLimit-Policy", standing.policy())
                    .with("RateLimit", standing.state());
        }
        return Optional.of(standing);
    }

    private static Standing standing(Limit limit, Rate rate, Buckets.Level level) {
        long period = Math.max(1, rate.period().toSeconds());
        long reset = level.isEnough() ? period : Math.max(1, level.until().toSeconds());
        return new Standing(
                '"' + limit.label() + "\";q=" + rate.burst() + ";w=" + period,
                '"' + limit.label() + "\";r=" + level.remaining() + ";t=" + reset);
    }

    private void requirePositive(Limit limit, String subject) {
        Rate rate = limit.rate(limits.rate());
        if (!rate.isOff()) {
            Buckets.Level level = buckets.take(limit, rate, subject, 0);
            if (!level.isEnough()) {
                throw refusal(limit, rate, level);
            }
        }
    }

    private void debit(Limit limit, String subject, long tokens) {
        Rate rate = limit.rate(limits.rate());
        if (!rate.isOff() && tokens > 0) {
            buckets.debit(limit, rate, subject, tokens);
        }
    }

    private Problem refusal(Limit limit, Rate rate, Buckets.Level level) {
        registry.counter("tidemark.ingest.limiter.refusals", "limit", limit.label())
                .increment();
        Duration wait = level.until().compareTo(AT_LEAST) < 0
                ? AT_LEAST
                : level.until().compareTo(AT_MOST) > 0 ? AT_MOST : level.until();
        return Problem.of(
                        429,
                        "rate_limited",
                        "The limit " + limit.label() + " (" + rate
                                + ") is used up; wait as long as Retry-After says, then send the same again.")
                .retryAfter(wait);
    }

    @PreDestroy
    void close() {
        if (buckets instanceof SharedBuckets shared) {
            shared.close();
        }
    }
}
