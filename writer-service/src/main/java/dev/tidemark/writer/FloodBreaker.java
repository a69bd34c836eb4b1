package dev.tidemark.writer;

import dev.tidemark.common.event.Lane;
import dev.tidemark.writer.batch.Delivery;
import dev.tidemark.writer.settle.Unapplied;
import dev.tidemark.writer.store.LaneStops;
import dev.tidemark.writer.store.StoreException;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.List;
import org.jboss.logging.Logger;

/// Stops a lane on every instance when more than 500 of its last 1,000 events would be dead letters, of at least 20
/// users: then the fault is ours or the store's, and an operator says how it goes on. What operators replay does not
/// count. All threads of a lane share one.
final class FloodBreaker {
    private static final Logger LOG = Logger.getLogger(FloodBreaker.class);
    /// How late an instance may hear that another one stopped the lane.
    private static final Duration RECENT = Duration.ofSeconds(1);

    private final Lane lane;
    private final LaneStops stops;
    private DeadLetterWindow window = new DeadLetterWindow();
    private boolean stopped;
    private long asked = System.nanoTime() - RECENT.toNanos();

    FloodBreaker(Lane lane, LaneStops stops) {
        this.lane = lane;
        this.stops = stops;
    }

    /// Whether the lane is stopped. Asks the store at most once a second.
    synchronized boolean isStopped() throws StoreException {
        if (System.nanoTime() - asked >= RECENT.toNanos()) {
            boolean wasStopped = stopped;
            stopped = stops.isStopped(lane);
            asked = System.nanoTime();
            if (wasStopped && !stopped) {
                window = new DeadLetterWindow();
                LOG.infof("resumed lane=%s", lane.label());
            }
        }
        return stopped;
    }

    /// How a poll's events stand with the breaker.
    enum Admission {
        /// They may be settled, and are counted when they are.
        COUNTED,
        /// They may be settled, and an operator does not want them counted.
        LET_THROUGH,
        /// They may not: the lane is stopped.
        STOPPED
    }

    /// Whether what became of a poll's events may be settled.
    ///
    /// @param deliveries all events of the poll, in their order
    /// @param dead       those that are dead
    synchronized Admission admit(List<? extends Delivery> deliveries, List<Unapplied> dead) throws StoreException {
        List<Unapplied> added =
                dead.stream().filter(letter -> !letter.delivery().isReplayed()).toList();
        if (added.isEmpty()) {
            return Admission.COUNTED;
        }
        if (stops.takePass(lane, added.size())) {
            return Admission.LET_THROUGH;
        }
        DeadLetterWindow after = window.copy();
        IdentityHashMap<Delivery, String> users = usersOf(dead);
        for (Delivery delivery : deliveries) {
            if (delivery.isReplayed()) {
                continue;
            }
            after.add(users.get(delivery));
            if (after.isFlooded()) {
                stop(after);
                return Admission.STOPPED;
            }
        }
        return Admission.COUNTED;
    }

    /// Counts what is settled now, once however often it had to be tried.
    synchronized void count(List<? extends Delivery> deliveries, List<Unapplied> dead) {
        IdentityHashMap<Delivery, String> users = usersOf(dead);
        deliveries.stream()
                .filter(delivery -> !delivery.isReplayed())
                .forEach(delivery -> window.add(users.get(delivery)));
    }

    private void stop(DeadLetterWindow flooded) throws StoreException {
        stops.stop(lane, flooded.dead(), flooded.users());
        stopped = true;
        asked = System.nanoTime();
        LOG.errorf(
                "stopped lane=%s dead_letters=%d users=%d of=1000 resume=\"./tidemark dlq resume %s\"",
                lane.label(), flooded.dead(), flooded.users(), lane.label());
    }

    private static IdentityHashMap<Delivery, String> usersOf(List<Unapplied> dead) {
        IdentityHashMap<Delivery, String> users = new IdentityHashMap<>();
        dead.forEach(letter -> users.put(letter.delivery(), letter.user()));
        return users;
    }
}
