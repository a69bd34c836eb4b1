package dev.tidemark.writer;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Writes records that were written before, once more.
public interface RecordWriter {
    /// Writes and announces them, however long the store is away.
    ///
    /// @return how many are dead, whose letters are there already
    /// @throws InterruptedException when told to stop meanwhile
    long writeAgain(List<ConsumerRecord<byte[], byte[]>> records) throws InterruptedException;
}
