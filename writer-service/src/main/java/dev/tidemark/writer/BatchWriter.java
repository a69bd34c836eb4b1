package dev.tidemark.writer;

import dev.tidemark.writer.Patience.OutageException;
import dev.tidemark.writer.batch.Batch;
import dev.tidemark.writer.batch.Delivery;
import dev.tidemark.writer.batch.Failure;
import dev.tidemark.writer.batch.OperationPrefixes;
import dev.tidemark.writer.settle.Settlement;
import dev.tidemark.writer.settle.Unapplied;
import dev.tidemark.writer.store.Locks;
import dev.tidemark.writer.store.SessionRow;
import dev.tidemark.writer.store.Store;
import dev.tidemark.writer.store.StoreException;
import java.util.List;

/// Writes deliveries, and finds those that cannot be written: a batch that fails is halved and folded again until the
/// culprit is alone. The others are committed.
///
/// @param store    where to
/// @param prefixes what operations do
/// @param shard    which of the session counts this writer keeps
/// @param progress that it lives
/// @param meters   what is counted
record BatchWriter(Store store, OperationPrefixes prefixes, int shard, Progress progress, Meters meters) {
    private static final int RERUNS = 3;

    /// Writes these deliveries.
    ///
    /// @param again whether an outage came across them before: if the store commits other rows, one of these is at
    /// fault
    /// @return what became of them
    /// @throws OutageException when the store is away; some may be written by then, and all may be written again
    Settlement write(List<Delivery.Valid> deliveries, boolean again) throws OutageException {
        return write(deliveries, again, Locks.WAIT);
    }

    private Settlement write(List<Delivery.Valid> deliveries, boolean again, Locks locks) throws OutageException {
        if (deliveries.isEmpty()) {
            return Settlement.NOTHING;
        }
        progress.writing();
        Batch batch;
        try {
            batch = Batch.fold(deliveries, prefixes);
        } catch (RuntimeException ourFault) {
            return unfoldable(deliveries, again, ourFault);
        }
        try {
            long begun = System.nanoTime();
            List<SessionRow> rows = rerunning(batch, locks);
            meters.wrote(deliveries.size(), batch.size(), System.nanoTime() - begun);
            return Settlement.written(rows);
        } catch (StoreException refused) {
            Failure failure = refused.failure();
            boolean isTheirFault =
                    switch (failure) {
                        case Failure.Poison _ -> true;
                        case Failure.Conflict _, Failure.Timeout _ -> deliveries.size() > 1 || isUp(batch);
                        case Failure.Outage _ -> again && isUp(batch);
                    };
            if (!isTheirFault) {
                throw new OutageException(failure, refused);
            }
            return deliveries.size() == 1
                    ? Settlement.unapplied(new Unapplied(deliveries.getFirst(), failure))
                    : halve(deliveries, again);
        }
    }

    /// An event that our own code fails at must not stop its lane: it is kept, and an operator sees why.
    private Settlement unfoldable(List<Delivery.Valid> deliveries, boolean again, RuntimeException ourFault)
            throws OutageException {
        return deliveries.size() == 1
                ? Settlement.unapplied(new Unapplied(deliveries.getFirst(), Failure.ours(ourFault)))
                : halve(deliveries, again);
    }

    private Settlement halve(List<Delivery.Valid> deliveries, boolean again) throws OutageException {
        int half = deliveries.size() / 2;
        return write(deliveries.subList(0, half), again, Locks.HARDLY_WAIT)
                .and(write(deliveries.subList(half, deliveries.size()), again, Locks.HARDLY_WAIT));
    }

    private List<SessionRow> rerunning(Batch batch, Locks locks) throws StoreException {
        for (int rerun = 0; ; rerun++) {
            try {
                return store.write(batch, shard, locks);
            } catch (StoreException refused) {
                if (!(refused.failure() instanceof Failure.Conflict) || rerun == RERUNS) {
                    throw refused;
                }
            }
        }
    }

    private boolean isUp(Batch batch) {
        try {
            store.probe(batch, shard);
            return true;
        } catch (StoreException _) {
            return false;
        }
    }
}
