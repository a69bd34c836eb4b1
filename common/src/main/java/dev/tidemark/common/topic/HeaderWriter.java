package dev.tidemark.common.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidemark.common.event.Envelope;
import dev.tidemark.common.event.EventTime;
import dev.tidemark.common.event.EventType;
import dev.tidemark.common.event.SessionId;
import dev.tidemark.common.event.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/// Writes the headers of the events of one request: CloudEvents in binary mode, plus Tidemark's own. What all of them
/// share is made once. Not safe for several threads.
///
/// @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md">
///      CloudEvents: Kafka protocol binding</a>
public final class HeaderWriter {
    private static final Header SPEC_VERSION = header("ce_specversion", "1.0");
    private static final Header CONTENT_TYPE = header("content-type", "application/json");
    private static final Map<EventType, Header> TYPES = new EnumMap<>(EventType.class);

    static {
        for (EventType type : EventType.values()) {
            TYPES.put(type, header("ce_type", type.wireName()));
        }
    }

    private final List<Header> shared = new ArrayList<>();
    private final boolean hasReceipt;
    private @Nullable UserId lastUser;
    private Header lastSource = SPEC_VERSION;

    /// A receipt that a client may ask the writer about.
    ///
    /// @param id   its name
    /// @param size how many events share it
    public record Receipt(String id, int size) {}

    /// A writer for the events of one request.
    ///
    /// @param sender      the subject of the token it came with
    /// @param receivedAt  when ingest received it
    /// @param receipt     what its client may ask for, if anything
    /// @param traceparent its place in a trace, if it has one
    /// @see <a href="https://www.w3.org/TR/trace-context/#traceparent-header">W3C: traceparent</a>
    public HeaderWriter(UserId sender, Instant receivedAt, @Nullable Receipt receipt, @Nullable String traceparent) {
        shared.add(SPEC_VERSION);
        shared.add(CONTENT_TYPE);
        shared.add(header(EventHeaders.RECEIVED_AT, receivedAt.toString()));
        shared.add(header("tm_sender", PercentEncoding.encode(sender.value())));
        if (receipt != null) {
            shared.add(header("tm_receipt", receipt.id()));
            shared.add(header("tm_size", Integer.toString(receipt.size())));
        }
        if (traceparent != null) {
            shared.add(header("traceparent", traceparent));
        }
        hasReceipt = receipt != null;
    }

    /// The headers of one event.
    ///
    /// @param user  whom it is about
    /// @param index its place in the request
    public List<Header> headers(Envelope envelope, EventType type, UserId user, int index) {
        List<Header> headers = new ArrayList<>(shared.size() + 6);
        headers.addAll(shared);
        headers.add(header("ce_id", envelope.id().value()));
        headers.add(TYPES.get(type));
        headers.add(source(user));
        SessionId session = envelope.session();
        if (session != null) {
            headers.add(header("ce_subject", session.value()));
        }
        headers.add(header("ce_time", EventTime.format(envelope.occurredAt())));
        if (hasReceipt) {
            headers.add(header("tm_index", Integer.toString(index)));
        }
        return headers;
    }

    private Header source(UserId user) {
        if (!user.equals(lastUser)) {
            lastSource = header(EventHeaders.SOURCE, EventHeaders.SOURCE_PREFIX + PercentEncoding.encode(user.value()));
            lastUser = user;
        }
        return lastSource;
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(UTF_8));
    }
}
