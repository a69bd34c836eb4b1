package dev.tidemark.writer.replay;

import dev.tidemark.writer.batch.Batch;
import dev.tidemark.writer.batch.Delivery;
import dev.tidemark.writer.batch.Delivery.Unreadable;
import dev.tidemark.writer.batch.Delivery.Valid;
import dev.tidemark.writer.batch.Failure;
import dev.tidemark.writer.batch.OperationPrefixes;
import dev.tidemark.writer.store.Store;
import dev.tidemark.writer.store.StoreException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/// What would become of events if they came now, found out on the real store: decoded, folded and written as the lanes do
/// it, in transactions that are rolled back.
///
/// @param store    where
/// @param prefixes what operations do
record Rehearsal(Store store, OperationPrefixes prefixes) {
    /// The most events a transaction holds rows for.
    static final int MOST = 500;

    /// What became of an event.
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

    /// Tries events out.
    ///
    /// @param deliveries at most [#MOST]
    /// @return in their order
    /// @throws StoreException when the store is away
    List<Verdict> of(List<? extends Delivery> deliveries) throws StoreException {
        List<Valid> valid = deliveries.stream()
                .filter(Valid.class::isInstance)
                .map(Valid.class::cast)
                .toList();
        Iterator<Optional<Failure>> failures = failures(valid).iterator();
        List<Verdict> verdicts = new ArrayList<>(deliveries.size());
        for (Delivery delivery : deliveries) {
            verdicts.add(
                    switch (delivery) {
                        case Unreadable unreadable -> new Verdict.Refused(unreadable.failure());
                        case Valid _ -> failures.next().map(Rehearsal::verdict).orElse(APPLICABLE);
                    });
        }
        return verdicts;
    }

    /// All at once and, when that fails, each by itself: in most selections all would go or none.
    private List<Optional<Failure>> failures(List<Valid> valid) throws StoreException {
        try {
            store.rehearse(Batch.fold(valid, prefixes));
            return valid.stream().map(_ -> Optional.<Failure>empty()).toList();
        } catch (StoreException refused) {
            if (refused.failure() instanceof Failure.Outage) {
                throw refused;
            }
            return store.rehearseEach(valid.stream()
                    .map(each -> Batch.fold(List.of(each), prefixes))
                    .toList());
        }
    }

    private static Verdict verdict(Failure failure) {
        return switch (failure) {
            case Failure.Poison _ -> new Verdict.Refused(failure);
            case Failure.Conflict _, Failure.Timeout _, Failure.Outage _ -> UNDECIDED;
        };
    }
}
