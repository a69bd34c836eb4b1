package dev.tidemark.ingest.publishing;

import dev.tidemark.ingest.validation.Verdict;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import io.smallrye.faulttolerance.api.Guard;
import jakarta.enterprise.util.TypeLiteral;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.jboss.logging.Logger;

/// What stands around publishing: a circuit breaker, so that clients are told at once what would otherwise take each of
/// them a whole delivery timeout, and a bulkhead, so that slowness of Kafka does not gather requests without end.
final class Protection {
    private static final Logger LOG = Logger.getLogger(Protection.class);
    private static final TypeLiteral<List<Verdict>> VERDICTS = new TypeLiteral<>() {};

    private final Guard guard;
    private volatile CircuitBreakerState state = CircuitBreakerState.CLOSED;

    Protection(KafkaConfig config) {
        this.guard = Guard.create()
                .withDescription("publishing to Kafka")
                .withBulkhead()
                .limit(config.concurrentRequests())
                .done()
                .withCircuitBreaker()
                .failOn(Unavailable.class)
                .requestVolumeThreshold(4)
                .failureRatio(0.5)
                .delay(config.breakerDelay().toMillis(), ChronoUnit.MILLIS)
                .onStateChange(this::changed)
                .done()
                .build();
    }

    /// The verdicts that a publication comes to; where it is not even tried, all to be retried.
    List<Verdict> around(int size, Callable<List<Verdict>> publication) {
        try {
            return guard.call(
                    () -> {
                        List<Verdict> verdicts = publication.call();
                        boolean nothingWent = !verdicts.contains(Verdict.Accepted.ACCEPTED);
                        if (nothingWent && verdicts.contains(Verdict.Retry.KAFKA_UNAVAILABLE)) {
                            throw new Unavailable(verdicts);
                        }
                        return verdicts;
                    },
                    VERDICTS);
        } catch (Unavailable unavailable) {
            return unavailable.verdicts;
        } catch (CircuitBreakerOpenException open) {
            return Collections.nCopies(size, Verdict.Retry.KAFKA_UNAVAILABLE);
        } catch (BulkheadException full) {
            return Collections.nCopies(size, Verdict.Retry.OVERLOADED);
        } catch (RuntimeException ours) {
            throw ours;
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// Whether requests are turned away without trying.
    boolean isOpen() {
        return state == CircuitBreakerState.OPEN;
    }

    private void changed(CircuitBreakerState now) {
        state = now;
        LOG.infof("circuit breaker of Kafka: %s", now);
    }

    /// How the breaker learns that nothing of a request could be published. Where some of it could, Kafka is not away:
    /// one partition without a leader must not turn everybody away.
    private static final class Unavailable extends Exception {
        private final transient List<Verdict> verdicts;

        Unavailable(List<Verdict> verdicts) {
            super("no event could be published", null, false, false);
            this.verdicts = verdicts;
        }
    }
}
