package dev.tidemark.writer;

import dev.tidemark.writer.batch.Batch;
import dev.tidemark.writer.batch.Delivery;
import dev.tidemark.writer.batch.Failure;
import dev.tidemark.writer.settle.DeadLetter;
import dev.tidemark.writer.settle.Settlement;
import dev.tidemark.writer.store.Store;
import dev.tidemark.writer.store.StoreException;
import java.util.List;

/// Writes deliveries, and finds the one that the store refuses: a refused batch is halved and folded again until the
/// culprit is alone. The others are committed.
///
/// @param store where to
/// @param shard which of the session counts this writer keeps
record BatchWriter(Store store, int shard) {
    /// Writes these deliveries.
    ///
    /// @return what became of them
    /// @throws OutageException when the store is away; some may be written by then, and all may be written again
    Settlement write(List<Delivery> deliveries) throws OutageException {
        if (deliveries.isEmpty()) {
            return Settlement.NOTHING;
        }
        try {
            return Settlement.written(store.write(Batch.fold(deliveries), shard));
        } catch (StoreException refused) {
            return switch (refused.failure()) {
                case Failure.Outage outage -> throw new OutageException(outage, refused);
                case Failure.Poison poison
                when deliveries.size() == 1 ->
                    Settlement.dead(new DeadLetter(deliveries.getFirst().record(), poison));
                case Failure.Poison _ -> {
                    int half = deliveries.size() / 2;
                    yield write(deliveries.subList(0, half)).and(write(deliveries.subList(half, deliveries.size())));
                }
            };
        }
    }

    /// The store is away.
    static final class OutageException extends Exception {
        private final Failure.Outage outage;

        OutageException(Failure.Outage outage, Throwable cause) {
            super(cause);
            this.outage = outage;
        }

        String detail() {
            return outage.detail();
        }
    }
}
