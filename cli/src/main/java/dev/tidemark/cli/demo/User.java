package dev.tidemark.cli.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// One person, going from session to session for ever. It does one thing at a time: who is not asked for long
/// catches up with nothing.
final class User {
    /// How long after it fell silent an end is told at the least: by then the session was given up.
    static final Duration LATE = Duration.ofSeconds(85);

    private final String name;
    private final RandomGenerator random;
    private State state;

    /// What a user is doing until something happens next.
    private sealed interface State {
        Instant next();

        /// Nothing, before a session that is planned.
        record Away(Instant next, Plan plan) implements State {}

        /// At work in a session, until it is over.
        record AtWork(Instant next, Session session, Fate fate, Instant overAt) implements State {}

        /// Out of reach, with a session that is over but could not say so.
        record Offline(Instant next, Session session, Instant overAt) implements State {}
    }

    /// Someone who comes then, and has this in mind for the first session.
    User(String name, RandomGenerator random, Instant comesAt, Plan first) {
        this.name = name;
        this.random = random;
        this.state = new State.Away(comesAt, first);
    }

    /// The event that they cause now, if any.
    ///
    /// @param now not before the time of the call before
    Optional<ObjectNode> act(Instant now) {
        if (now.isBefore(state.next())) {
            return Optional.empty();
        }
        return switch (state) {
            case State.Away away -> Optional.of(begin(away.plan(), now));
            case State.AtWork work when now.isBefore(work.overAt()) -> Optional.of(goOn(work, now));
            case State.AtWork over -> leave(over, now);
            case State.Offline offline -> Optional.of(comeBack(offline, now));
        };
    }

    private ObjectNode begin(Plan plan, Instant now) {
        Session session = new Session(name, now, random);
        state = atWork(session, plan.fate(), now.plus(plan.length()), now);
        return session.start();
    }

    private ObjectNode goOn(State.AtWork work, Instant now) {
        state = atWork(work.session(), work.fate(), work.overAt(), now);
        return work.session().something(now);
    }

    private Optional<ObjectNode> leave(State.AtWork work, Instant now) {
        return switch (work.fate()) {
            case ENDS -> {
                state = away(now);
                yield Optional.of(work.session().end(now));
            }
            case FALLS_SILENT -> {
                state = away(now);
                yield Optional.empty();
            }
            case ENDS_LATE -> {
                state = new State.Offline(now.plus(LATE).plus(millis(0, 25_000)), work.session(), now);
                yield Optional.empty();
            }
        };
    }

    private ObjectNode comeBack(State.Offline offline, Instant now) {
        state = away(now);
        return offline.session().end(offline.overAt(), "connection_lost");
    }

    private State atWork(Session session, Fate fate, Instant overAt, Instant now) {
        Instant next = now.plus(millis(240, 2_000));
        return new State.AtWork(next.isBefore(overAt) ? next : overAt, session, fate, overAt);
    }

    /// Half of them start again at once.
    private State away(Instant now) {
        Duration pause = random.nextBoolean() ? millis(500, 2_000) : millis(5_000, 35_000);
        return new State.Away(now.plus(pause), Plan.drawn(random));
    }

    private Duration millis(int least, int most) {
        return Duration.ofMillis(random.nextInt(least, most));
    }
}
