package dev.tidemark.ingest.http;

import dev.tidemark.access.Problem;
import dev.tidemark.ingest.limits.Limits;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// The bytes of all request bodies that are held now, and their bound. What does not fit is refused at once: a client
/// that comes again in a second costs nothing meanwhile, memory that is not there costs everybody.
@ApplicationScoped
public class InFlightBytes {
    private static final Duration COME_AGAIN = Duration.ofSeconds(1);

    private final Limits limits;
    private final AtomicLong held = new AtomicLong();

    InFlightBytes(Limits limits, MeterRegistry registry) {
        this.limits = limits;
        registry.gauge("tidemark.ingest.bytes.in.flight", held);
    }

    /// One request's share, nothing at first.
    public Reservation reserve() {
        return new Reservation();
    }

    /// What one request holds. Used by one thread after the other.
    public final class Reservation implements AutoCloseable {
        private long mine;

        private Reservation() {}

        /// Adds to the share.
        ///
        /// @throws Problem 503 when there is no room
        public void grow(long bytes) {
            if (!tryGrow(bytes)) {
                throw Problem.of(
                                503,
                                "overloaded",
                                "Too many requests are being received at this moment; send the same again in a second.")
                        .retryAfter(COME_AGAIN);
            }
        }

        /// Adds to the share if there is room.
        public boolean tryGrow(long bytes) {
            if (held.addAndGet(bytes) > limits.body().inFlightBytes()) {
                held.addAndGet(-bytes);
                return false;
            }
            mine += bytes;
            return true;
        }

        /// Gives it all back; again does nothing.
        @Override
        public void close() {
            held.addAndGet(-mine);
            mine = 0;
        }
    }
}
