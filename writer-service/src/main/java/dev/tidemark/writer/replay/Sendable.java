package dev.tidemark.writer.replay;

import dev.tidemark.writer.store.ReplayItem;
import dev.tidemark.writer.store.ReplayTask;
import dev.tidemark.writer.store.ReplayWork.Finding;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jboss.logging.Logger;

/// Letters of a replay as they stand now: those that can be sent, and what is to be said of the others.
///
/// @param items   those that can
/// @param records what is to be sent of each of these
/// @param others  what is known of the rest
record Sendable(List<ReplayItem> items, List<ProducerRecord<byte[], byte[]>> records, List<Finding> others) {
    private static final Logger LOG = Logger.getLogger(Sendable.class);

    static Sendable of(ReplayTask task, List<ReplayItem> items) {
        Resend resend = new Resend(task);
        Sendable sendable = new Sendable(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        items.forEach(item -> sendable.add(resend, item));
        return sendable;
    }

    private void add(Resend resend, ReplayItem item) {
        if (!item.status().equals("open")) {
            others.add(new Finding(item.position(), "skipped", null, "it is " + item.status() + " by now"));
            return;
        }
        try {
            ProducerRecord<byte[], byte[]> record = resend.record(item);
            if (resend.isTooLarge(item, record)) {
                others.add(tooLarge(item));
            } else {
                items.add(item);
                records.add(record);
            }
        } catch (RuntimeException ourFault) {
            // One letter that we cannot send must not hold up the others.
            LOG.errorf(ourFault, "a letter cannot be sent again origin=%s", item.origin());
            others.add(new Finding(
                    item.position(),
                    "failed",
                    "poison/unsendable",
                    "it cannot be made a record: " + ourFault.getClass().getName()));
        }
    }

    /// What is to be said of one that no lane takes.
    static Finding tooLarge(ReplayItem item) {
        return new Finding(item.position(), "failed", "poison/too_large", "no lane takes so large a record");
    }
}
