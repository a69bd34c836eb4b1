package dev.tidemark.writer.status;

import dev.tidemark.common.event.Lane;
import dev.tidemark.writer.store.LaneStops;
import dev.tidemark.writer.store.LetterList;
import dev.tidemark.writer.store.StoreException;
import dev.tidemark.writer.store.StoreHealth;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How the pipeline does, for those who cannot wait for Kafka or the store to say so: it is looked after on threads of
/// its own, and what was seen last is there at once. What nobody could say for a while is null.
@ApplicationScoped
public class PipelineHealth {
    /// What was seen longer ago is not said any more.
    private static final Duration GOOD_FOR = Duration.ofSeconds(6);

    private final Pipeline pipeline;
    private final LaneStops stops;
    private final LetterList letters;
    private final StoreHealth store;
    private final Clock clock;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicBoolean asksKafka = new AtomicBoolean();
    private final AtomicBoolean asksStore = new AtomicBoolean();
    private volatile @Nullable OfKafka ofKafka;
    private volatile @Nullable OfStore ofStore;

    PipelineHealth(Pipeline pipeline, LaneStops stops, LetterList letters, StoreHealth store, Clock clock) {
        this.pipeline = pipeline;
        this.stops = stops;
        this.letters = letters;
        this.store = store;
        this.clock = clock;
    }

    /// How the pipeline does.
    ///
    /// @param lanes            how many events of each lane are not settled
    /// @param newestRowSeconds how long ago a session was committed last; null when none is known
    /// @param retriesWaiting   how many events wait for another try
    /// @param deadLetters      how many dead letters wait for an operator
    /// @param store            `up` or `down`
    /// @param stopped          lanes that the flood breaker stopped
    @RegisterForReflection
    public record Health(
            List<LaneLag> lanes,
            @Nullable Long newestRowSeconds,
            @Nullable Long retriesWaiting,
            @Nullable Long deadLetters,
            String store,
            List<String> stopped) {
        /// The same but for what changes by itself.
        public Health timeless() {
            return new Health(lanes, null, retriesWaiting, deadLetters, store, stopped);
        }
    }

    /// How many events of a lane are not settled; null when Kafka does not say.
    @RegisterForReflection
    public record LaneLag(String lane, @Nullable Long lag) {}

    /// What Kafka said.
    private record OfKafka(
            Instant at,
            List<LaneLag> lanes,
            long retriesWaiting,
            @Nullable Instant newestRow) {}

    /// What the store said.
    private record OfStore(Instant at, List<String> stopped, long deadLetters) {}

    /// What was seen last; null when nobody has looked yet. Waits for nothing.
    public @Nullable Health latest() {
        OfKafka kafka = ofKafka;
        OfStore seen = ofStore;
        if (kafka == null && seen == null) {
            return null;
        }
        OfKafka kafkaNow = kafka != null && isGood(kafka.at()) ? kafka : null;
        OfStore storeNow = seen != null && isGood(seen.at()) ? seen : null;
        Instant newest = kafkaNow == null ? null : kafkaNow.newestRow();
        return new Health(
                kafkaNow == null ? unknown() : kafkaNow.lanes(),
                newest == null
                        ? null
                        : Math.max(0, Duration.between(newest, clock.instant()).toSeconds()),
                kafkaNow == null ? null : kafkaNow.retriesWaiting(),
                storeNow == null ? null : storeNow.deadLetters(),
                storeNow == null ? "down" : "up",
                storeNow == null ? List.of() : storeNow.stopped());
    }

    /// Has it looked after, unless that is under way. Returns at once.
    public void refresh() {
        once(asksKafka, this::askKafka);
        once(asksStore, this::askStore);
    }

    /// The lanes that are stopped; null when the store does not answer.
    @Nullable
    List<String> stoppedNow() {
        try {
            return store.isUp() ? stops.stopped() : null;
        } catch (StoreException away) {
            return null;
        }
    }

    private void once(AtomicBoolean asks, Runnable ask) {
        if (asks.compareAndSet(false, true)) {
            threads.execute(() -> {
                try {
                    ask.run();
                } finally {
                    asks.set(false);
                }
            });
        }
    }

    private void askKafka() {
        try {
            List<LaneLag> lanes = new ArrayList<>();
            for (Lane lane : Lane.values()) {
                lanes.add(new LaneLag(lane.label(), pipeline.progress(lane).lag()));
            }
            ofKafka = new OfKafka(clock.instant(), List.copyOf(lanes), pipeline.retriesWaiting(), pipeline.newestRow());
        } catch (ExecutionException | TimeoutException away) {
            // what was seen last grows old
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void askStore() {
        try {
            if (store.isUp()) {
                ofStore = new OfStore(clock.instant(), stops.stopped(), letters.countOpen());
                return;
            }
        } catch (StoreException away) {
            // as if it had not been up
        }
        ofStore = new OfStore(Instant.EPOCH, List.of(), 0);
    }

    private boolean isGood(Instant seen) {
        return Duration.between(seen, clock.instant()).compareTo(GOOD_FOR) < 0;
    }

    private static List<LaneLag> unknown() {
        return Stream.of(Lane.values())
                .map(lane -> new LaneLag(lane.label(), null))
                .toList();
    }

    @PreDestroy
    void close() {
        threads.shutdownNow();
    }
}
