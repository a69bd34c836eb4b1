package dev.tidemark.writer;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Writes records that were written before, once more.
public interface RecordWriter {
    /// Writes and announces them, however long the store is away. What cannot be read has its letter already; what the
    /// store refuses gets one, which is the same letter if there is one.
    ///
    /// @return how many are dead
    /// @throws InterruptedException when told to stop meanwhile
    long writeAgain(List<ConsumerRecord<byte[], byte[]>> records) throws InterruptedException;
}
