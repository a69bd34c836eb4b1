package dev.tidemark.writer.dashboard;

import dev.tidemark.access.Problem;
import dev.tidemark.writer.store.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/// Bounds how many live streams are open: each costs memory, and reads whenever something changes.
@ApplicationScoped
class Seats {
    /// As many as an instance has.
    static final int ALL = 1_000;

    /// As many as somebody has who sees own sessions only.
    static final int OF_A_USER = 20;

    private static final Duration LATER = Duration.ofSeconds(5);

    private final ConcurrentHashMap<Scope, Integer> taken = new ConcurrentHashMap<>();

    /// One that is taken until it is left; leaving it twice is leaving it once.
    final class Seat {
        private final Scope of;
        private final AtomicBoolean isLeft = new AtomicBoolean();

        private Seat(Scope of) {
            this.of = of;
        }

        void leave() {
            if (isLeft.compareAndSet(false, true)) {
                taken.computeIfPresent(of, (_, count) -> count == 1 ? null : count - 1);
            }
        }
    }

    /// Takes a seat.
    ///
    /// @throws Problem 429 when a user has no more, 503 when nobody has
    Seat take(Scope of) {
        if (taken.values().stream().mapToInt(Integer::intValue).sum() >= ALL) {
            throw Problem.of(503, "too_many_streams", "This instance has no more live streams; try again in a moment.")
                    .retryAfter(LATER);
        }
        int all = taken.merge(of, 1, Integer::sum);
        Seat seat = new Seat(of);
        if (of instanceof Scope.Of && all > OF_A_USER) {
            seat.leave();
            throw Problem.of(429, "too_many_streams", "You have " + OF_A_USER + " live streams open; close one.")
                    .retryAfter(LATER);
        }
        return seat;
    }
}
