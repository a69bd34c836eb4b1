package dev.tidemark.writer.liveness;

import dev.tidemark.common.event.EventTime;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.apache.kafka.common.utils.Bytes;

/// A session by when it is due: ordered bytewise it is ordered by time.
///
/// @param at      when, not before 1970
/// @param session the key of its announcements
record DueKey(Instant at, Bytes session) {
    Bytes toBytes() {
        return Bytes.wrap(ByteBuffer.allocate(Long.BYTES + session.get().length)
                .putLong(EventTime.toMicros(at))
                .put(session.get())
                .array());
    }

    static DueKey of(Bytes bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes.get());
        Instant at = EventTime.ofMicros(buffer.getLong());
        byte[] session = new byte[buffer.remaining()];
        buffer.get(session);
        return new DueKey(at, Bytes.wrap(session));
    }

    /// Where the keys of a time and later begin.
    static Bytes from(Instant at) {
        return new DueKey(at, Bytes.wrap(new byte[0])).toBytes();
    }
}
