package dev.tidemark.writer.batch;

import dev.tidemark.common.event.Decoded;
import dev.tidemark.common.event.Event;
import dev.tidemark.common.event.EventReader;
import dev.tidemark.common.topic.EventHeaders;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Decodes the records of a lane. Any producer can write to a topic, so nothing of a record is taken on trust.
public final class DeliveryReader {
    private DeliveryReader() {}

    /// What reading a record gave.
    public sealed interface Read {
        /// A delivery.
        record Good(Delivery delivery) implements Read {}

        /// A record that is none.
        record Bad(ConsumerRecord<byte[], byte[]> record, Failure.Poison failure) implements Read {}
    }

    /// Reads one record of a lane.
    public static Read read(ConsumerRecord<byte[], byte[]> record) {
        EventHeaders headers;
        try {
            headers = EventHeaders.read(record.headers());
        } catch (IllegalArgumentException invalid) {
            return bad(record, "invalid_header", String.valueOf(invalid.getMessage()));
        }
        if (record.value() == null) {
            return bad(record, "invalid_json", "the record has no value");
        }
        try {
            return decode(record, headers, record.value());
        } catch (RuntimeException ourFault) {
            // A decoder that fails must not stop the lane: the event is kept, and an operator sees why.
            return bad(
                    record,
                    "undecodable",
                    "the decoder failed: " + ourFault.getClass().getName());
        }
    }

    private static Read decode(ConsumerRecord<byte[], byte[]> record, EventHeaders headers, byte[] value) {
        return switch (EventReader.read(value)) {
            case Decoded.Unreadable unreadable -> bad(record, unreadable.code().wireName(), unreadable.detail());
            case Decoded.Valid(Event.SessionExpired _) ->
                bad(record, "type_not_allowed", "session.expired is Tidemark's own and does not come over a lane");
            case Decoded.Valid(Event event) -> new Read.Good(new Delivery(record, headers, event));
        };
    }

    private static Read bad(ConsumerRecord<byte[], byte[]> record, String code, String detail) {
        return new Read.Bad(record, new Failure.Poison(code, detail, ""));
    }
}
