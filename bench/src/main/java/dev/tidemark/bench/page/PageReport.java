package dev.tidemark.bench.page;

import dev.tidemark.bench.Judged;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// All that a run has found.
///
/// @param conditions  what it depends on
/// @param quiet       the page alone
/// @param loaded      the page beside subscribers and bulk events
/// @param goals       of these two
/// @param bulk        with more and more bulk events; null when that was left out
/// @param subscribers with more and more subscribers; null when that was left out
record PageReport(
        Conditions conditions,
        Outcome quiet,
        Outcome loaded,
        List<Goal> goals,
        @Nullable Ramp bulk,
        @Nullable Ramp subscribers) {
    static final double GOAL_P50_MILLIS = 150;
    static final double GOAL_P99_MILLIS = 500;

    /// What the figures depend on.
    ///
    /// @param browser       its name; null where there is none, so that only subscribers were measured
    /// @param endsPerSecond how many sessions started a second, and how many ended
    /// @param bulkSessions  how many others had heartbeats
    record Conditions(int cores, String jdk, @Nullable String browser, long endsPerSecond, int bulkSessions) {}

    /// How soon ends should be seen.
    ///
    /// @param what whose figures they are, and under which condition
    record Goal(String what, Judged p50, Judged p99) {
        static List<Goal> of(Outcome outcome) {
            List<Goal> goals = new ArrayList<>();
            if (outcome.page() != null) {
                goals.add(of(outcome.what() + ": page", outcome.page()));
            }
            if (outcome.streams() != null) {
                goals.add(of(outcome.what() + ": subscribers", outcome.streams()));
            }
            return goals;
        }

        private static Goal of(String what, Seen seen) {
            return new Goal(
                    what,
                    Judged.below(GOAL_P50_MILLIS, seen.millis().p50()),
                    Judged.below(GOAL_P99_MILLIS, seen.millis().p99()));
        }
    }

    /// One thing is raised step by step until it breaks; or lowered until it holds, where it did not hold to begin
    /// with.
    ///
    /// @param held  the most that held; null when nothing did
    /// @param broke the least that broke; null when nothing did
    record Ramp(@Nullable String held, @Nullable String broke, List<Outcome> steps) {
        /// @param from where it begins
        static Ramp of(Outcome from, List<Outcome> steps) {
            List<Outcome> raised = from.held()
                    ? Stream.concat(Stream.of(from), steps.stream()).toList()
                    : Stream.concat(steps.reversed().stream(), Stream.of(from)).toList();
            String held = null;
            for (Outcome outcome : raised) {
                if (!outcome.held()) {
                    return new Ramp(held, outcome.what(), steps);
                }
                held = outcome.what();
            }
            return new Ramp(held, null, steps);
        }
    }

    static PageReport of(
            Conditions conditions, Outcome quiet, Outcome loaded, @Nullable Ramp bulk, @Nullable Ramp subscribers) {
        List<Goal> goals = Stream.of(quiet, loaded)
                .flatMap(outcome -> Goal.of(outcome).stream())
                .toList();
        return new PageReport(conditions, quiet, loaded, goals, bulk, subscribers);
    }

    /// All outcomes, as they came.
    List<Outcome> outcomes() {
        List<Outcome> all = new ArrayList<>(List.of(quiet, loaded));
        if (bulk != null) {
            all.addAll(bulk.steps());
        }
        if (subscribers != null) {
            all.addAll(subscribers.steps());
        }
        return all;
    }
}
