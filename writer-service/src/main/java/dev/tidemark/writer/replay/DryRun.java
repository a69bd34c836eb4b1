package dev.tidemark.writer.replay;

import dev.tidemark.writer.batch.Batch;
import dev.tidemark.writer.batch.Delivery;
import dev.tidemark.writer.batch.Delivery.Unreadable;
import dev.tidemark.writer.batch.Delivery.Valid;
import dev.tidemark.writer.batch.Failure;
import dev.tidemark.writer.batch.OperationPrefixes;
import dev.tidemark.writer.store.StoreDryRun;
import dev.tidemark.writer.store.StoreException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

/// What would become of events if they came now, found out on the real store: decoded, folded and written as the lanes
/// do it, in transactions that are rolled back.
///
/// @param dryRun   where
/// @param prefixes what operations do
record DryRun(StoreDryRun dryRun, OperationPrefixes prefixes) {
    /// The most events a transaction holds rows for.
    static final int MOST = 500;

    /// What would become of an event.
    sealed interface Verdict {
        /// It would be applied.
        record Applicable() implements Verdict {}

        /// It would fail.
        record Refused(Failure failure) implements Verdict {}

        /// Somebody else held its rows all the time.
        record Undecided() implements Verdict {}
    }

    private static final Verdict APPLICABLE = new Verdict.Applicable();
    private static final Verdict UNDECIDED = new Verdict.Undecided();

    /// An event, and what it is to the store.
    private record Trial(Valid delivery, Batch folded) {}

    /// Tries events out.
    ///
    /// @param deliveries at most [#MOST]
    /// @return in their order
    /// @throws StoreException when the store is away
    List<Verdict> of(List<? extends Delivery> deliveries) throws StoreException {
        IdentityHashMap<Delivery, Failure> failures = new IdentityHashMap<>();
        List<Trial> trials = new ArrayList<>();
        for (Delivery delivery : deliveries) {
            switch (delivery) {
                case Unreadable unreadable -> failures.put(delivery, unreadable.failure());
                case Valid valid -> {
                    try {
                        trials.add(new Trial(valid, Batch.fold(List.of(valid), prefixes)));
                    } catch (RuntimeException ourFault) {
                        failures.put(delivery, Failure.ours(ourFault));
                    }
                }
            }
        }
        failures.putAll(failures(trials));
        return deliveries.stream()
                .map(delivery -> failures.containsKey(delivery) ? verdict(failures.get(delivery)) : APPLICABLE)
                .toList();
    }

    /// First those whose JSON the store does not take, which it tells of all at once. Then the others all at
    /// once, since in most selections all would go; when that fails, each by itself.
    private IdentityHashMap<Delivery, Failure> failures(List<Trial> trials) throws StoreException {
        IdentityHashMap<Delivery, Failure> failures = new IdentityHashMap<>();
        put(failures, trials, dryRun.ofJson(folded(trials)));
        List<Trial> others = trials.stream()
                .filter(trial -> !failures.containsKey(trial.delivery()))
                .toList();
        if (others.isEmpty()) {
            return failures;
        }
        Batch together = Batch.fold(others.stream().map(Trial::delivery).toList(), prefixes);
        try {
            dryRun.of(together);
        } catch (StoreException refused) {
            if (refused.failure() instanceof Failure.Outage) {
                dryRun.requireUp(together);
            }
            put(failures, others, dryRun.ofEach(folded(others)));
        }
        return failures;
    }

    private static List<Batch> folded(List<Trial> trials) {
        return trials.stream().map(Trial::folded).toList();
    }

    private static void put(
            IdentityHashMap<Delivery, Failure> failures, List<Trial> trials, List<Optional<Failure>> found) {
        for (int i = 0; i < found.size(); i++) {
            Valid delivery = trials.get(i).delivery();
            found.get(i).ifPresent(failure -> failures.put(delivery, failure));
        }
    }

    private static Verdict verdict(Failure failure) {
        return switch (failure) {
            case Failure.Poison _, Failure.Outage _ -> new Verdict.Refused(failure);
            case Failure.Conflict _, Failure.Timeout _ -> UNDECIDED;
        };
    }
}
