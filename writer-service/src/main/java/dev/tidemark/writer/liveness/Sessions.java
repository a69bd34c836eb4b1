package dev.tidemark.writer.liveness;

import dev.tidemark.common.merge.SessionState;
import dev.tidemark.common.topic.EventKey;
import dev.tidemark.writer.batch.Batch.SessionKey;
import dev.tidemark.writer.settle.SessionChange;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Remembers each session as it was announced, and finds out what follows: when one is given up, and what each counts
/// for.
///
/// What a session counts for in a minute older than [#SUMMED] is not its business: the store counts those minutes
/// from the sessions themselves, from a day earlier on. So a session that only counts in such minutes may be
/// forgotten.
final class Sessions implements Processor<byte[], byte[], byte[], Finding> {
    /// How old a minute may be to be summed, by the time of the announcement that changes it. Announcements are kept
    /// for seven days, of which clients' clocks may be one ahead: so everything that is summed can be summed again
    /// from those.
    static final Duration SUMMED = Duration.ofDays(6);

    /// How often it is looked for what is due.
    static final Duration TICK = Duration.ofMillis(250);

    private static final Logger LOG = Logger.getLogger(Sessions.class);
    private static final int MOST_A_TICK = 2_000;
    /// By then the store has taken an expiry, or it is worth another one.
    private static final Duration EXPIRY_AGAIN = Duration.ofMinutes(1);
    private static final Duration FORGET_AGAIN = Duration.ofHours(6);
    private static final Duration LATELY = Duration.ofSeconds(5);

    private final LivenessConfig config;
    private final Clock clock;
    private final Surroundings surroundings;
    private @Nullable ProcessorContext<byte[], Finding> context;
    private @Nullable KeyValueStore<Bytes, Tracked> sessions;
    private @Nullable DueSessions due;
    private Instant foundBehindAt = Instant.MIN;

    /// What it asks, and what it tells.
    interface Surroundings {
        /// Whether what was heard is written, so that silence is silence.
        boolean mayGiveUp();

        /// A session was given up.
        void gaveUp();

        /// An announcement could not be read.
        void skipped();
    }

    Sessions(LivenessConfig config, Clock clock, Surroundings surroundings) {
        this.config = config;
        this.clock = clock;
        this.surroundings = surroundings;
    }

    @Override
    public void init(ProcessorContext<byte[], Finding> processing) {
        context = processing;
        sessions = processing.getStateStore(LivenessTopology.SESSIONS);
        due = new DueSessions(processing.getStateStore(LivenessTopology.DUE));
        processing.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, _ -> lookForDue());
    }

    @Override
    public void process(Record<byte[], byte[]> announcement) {
        Instant announcedAt = Instant.ofEpochMilli(announcement.timestamp());
        if (announcedAt.plus(config.behind()).isBefore(clock.instant())) {
            foundBehindAt = clock.instant();
        }
        SessionState announced;
        try {
            announced = SessionChange.read(announcement.key(), announcement.value())
                    .row()
                    .state();
        } catch (IllegalArgumentException unreadable) {
            LOG.warnf("an announcement was skipped cause=%s", unreadable.getMessage());
            surroundings.skipped();
            return;
        }
        join(Bytes.wrap(announcement.key()), announced, announcedAt);
    }

    private void join(Bytes key, SessionState announced, Instant announcedAt) {
        @Nullable Tracked before = store().get(key);
        Tracked after = before == null ? Tracked.of(announced) : before.merge(Tracked.of(announced));
        if (before != null && after.equals(before)) {
            return;
        }
        Contributions counted = before == null ? Contributions.NONE : Contributions.of(before.state());
        Contributions.of(after.state())
                .instead(counted, announcedAt.minus(SUMMED))
                .forEach((place, counts) -> forward(new Finding.Change(place, counts), place.minute()));
        keep(key, after, lookAt(after));
    }

    /// When it is worth looking at it again: when it would be given up, or else when it can be forgotten.
    private Instant lookAt(Tracked tracked) {
        Instant deadline = deadline(tracked);
        return deadline != null ? deadline : forgettable(tracked);
    }

    private @Nullable Instant deadline(Tracked tracked) {
        return tracked.deadline(config.silence(), config.silenceAfterStart());
    }

    private static Instant forgettable(Tracked tracked) {
        return Contributions.of(tracked.state()).latest().plus(SUMMED);
    }

    /// What is due too early is moved when it is looked at, so that a heartbeat moves nothing.
    private void keep(Bytes key, Tracked tracked, Instant lookAt) {
        Instant scheduled = tracked.due();
        if (scheduled == null || lookAt.isBefore(scheduled)) {
            if (scheduled != null) {
                dueSessions().remove(new DueKey(scheduled, key));
            }
            schedule(key, tracked, lookAt);
        } else {
            store().put(key, tracked);
        }
    }

    private void schedule(Bytes key, Tracked tracked, Instant lookAt) {
        dueSessions().put(new DueKey(lookAt, key));
        store().put(key, tracked.dueAt(lookAt));
    }

    private void lookForDue() {
        Instant now = clock.instant();
        boolean isBehind = foundBehindAt.isAfter(now.minus(LATELY));
        if (isBehind || !surroundings.mayGiveUp()) {
            return;
        }
        for (DueKey key : dueSessions().take(now, MOST_A_TICK)) {
            @Nullable Tracked tracked = store().get(key.session());
            if (tracked != null) {
                look(key.session(), tracked, now);
            }
        }
    }

    private void look(Bytes key, Tracked tracked, Instant now) {
        Instant lookAt = lookAt(tracked);
        if (lookAt.isAfter(now)) {
            schedule(key, tracked, lookAt);
            return;
        }
        Instant deadline = deadline(tracked);
        if (deadline != null) {
            giveUp(key, tracked, deadline, now);
            schedule(key, tracked, now.plus(EXPIRY_AGAIN));
        } else if (lookAt.isAfter(latestAnnouncement())) {
            schedule(key, tracked, now.plus(FORGET_AGAIN)); // announcements of older minutes may still come
        } else {
            store().delete(key);
        }
    }

    private void giveUp(Bytes key, Tracked tracked, Instant deadline, Instant now) {
        surroundings.gaveUp();
        Instant lastReceivedAt = Objects.requireNonNull(tracked.state().lastReceivedAt());
        forward(
                new Finding.Expiry(
                        new SessionKey(EventKey.userOf(key.get()), EventKey.sessionOf(key.get())),
                        lastReceivedAt,
                        deadline),
                now);
    }

    private Instant latestAnnouncement() {
        return Instant.ofEpochMilli(Math.max(0, processing().currentStreamTimeMs()));
    }

    private void forward(Finding finding, Instant at) {
        processing().forward(new Record<>(new byte[0], finding, at.toEpochMilli()));
    }

    private ProcessorContext<byte[], Finding> processing() {
        return Objects.requireNonNull(context);
    }

    private KeyValueStore<Bytes, Tracked> store() {
        return Objects.requireNonNull(sessions);
    }

    private DueSessions dueSessions() {
        return Objects.requireNonNull(due);
    }
}
