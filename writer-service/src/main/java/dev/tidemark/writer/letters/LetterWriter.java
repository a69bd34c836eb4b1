package dev.tidemark.writer.letters;

import dev.tidemark.writer.batch.Failure;
import dev.tidemark.writer.store.DeadLetters;
import dev.tidemark.writer.store.StoreException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/// Writes records of the dead-letter topic into the store. One that the store will not have as it is, it gets bare, so
/// that no record ever holds up the others.
@ApplicationScoped
class LetterWriter {
    private static final Logger LOG = Logger.getLogger(LetterWriter.class);

    private final DeadLetters letters;

    LetterWriter(DeadLetters letters) {
        this.letters = letters;
    }

    /// Writes them. Writing them again changes nothing.
    ///
    /// @throws StoreException when the store is away; some of them may be written
    void write(List<ConsumerRecord<byte[], byte[]>> records) throws StoreException {
        try {
            letters.take(records.stream().map(LetterReader::read).toList());
        } catch (StoreException refused) {
            if (!(refused.failure() instanceof Failure.Poison)) {
                throw refused;
            }
            for (ConsumerRecord<byte[], byte[]> record : records) {
                writeAlone(record);
            }
        }
    }

    private void writeAlone(ConsumerRecord<byte[], byte[]> record) throws StoreException {
        try {
            letters.take(List.of(LetterReader.read(record)));
        } catch (StoreException refused) {
            if (!(refused.failure() instanceof Failure.Poison)) {
                throw refused;
            }
            LOG.errorf(
                    "a letter is kept bare partition=%d offset=%d sqlstate=%s",
                    record.partition(), record.offset(), refused.failure().sqlState());
            letters.take(List.of(LetterReader.bare(record)));
        }
    }
}
