package dev.tidemark.bench.letters;

import dev.tidemark.bench.Judged;
import dev.tidemark.bench.Millis;
import dev.tidemark.bench.Spread;
import dev.tidemark.bench.letters.LiveEvents.Both;
import dev.tidemark.bench.letters.LiveEvents.Live;
import java.util.List;
import java.util.Map;

/// All that a run has found.
///
/// @param conditions          what it depends on
/// @param projection          letters from their topic to the inbox
/// @param replays             letters tried out, or sent again
/// @param express             live starts and ends
/// @param lists               calls for lists
/// @param writerResidentBytes what the writer holds at the end
record LettersReport(
        Conditions conditions,
        Projection projection,
        List<Replay> replays,
        Express express,
        List<Listing> lists,
        long writerResidentBytes) {
    private static final double LEAST_PER_SECOND = 5_000;
    private static final double EXPRESS_P99_MILLIS = 500;
    private static final double LIST_MILLIS = 200;

    /// What the figures depend on.
    record Conditions(int cores, String jdk, long letters, long listed) {}

    /// One round for each set.
    record Projection(Spread perSecond, List<Run> rounds) {
        static Projection of(List<Run> rounds) {
            return new Projection(Spread.of(rounds.stream().map(Run::perSecond).toList()), rounds);
        }
    }

    /// One replay or dry run.
    record Replay(String what, Judged perSecond, Run run) {
        static Replay of(String what, Run run) {
            return new Replay(what, Judged.atLeast(LEAST_PER_SECOND, run.perSecond()), run);
        }
    }

    /// Live events by themselves, and beside a replay.
    record Express(Live alone, Live beside, Judged p99Beside, Run replay) {
        static Express of(Live alone, Both both) {
            Live beside = both.live();
            return new Express(
                    alone,
                    beside,
                    Judged.below(EXPRESS_P99_MILLIS, beside.visible().p99()),
                    both.replay());
        }
    }

    /// Calls for one kind of list.
    record Listing(String what, Millis millis, Judged max) {
        static List<Listing> of(Map<String, Millis> measured) {
            return measured.entrySet().stream()
                    .map(of -> new Listing(
                            of.getKey(),
                            of.getValue(),
                            Judged.below(LIST_MILLIS, of.getValue().max())))
                    .toList();
        }
    }
}
