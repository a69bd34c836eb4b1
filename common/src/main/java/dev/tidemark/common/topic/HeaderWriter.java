package dev.tidemark.common.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidemark.common.event.Envelope;
import dev.tidemark.common.event.EventType;
import dev.tidemark.common.event.SessionId;
import dev.tidemark.common.event.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
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
            TYPES.put(type, header(EventHeaders.TYPE, type.wireName()));
        }
    }

    private final Header[] shared;
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
        List<Header> all = new ArrayList<>();
        all.add(SPEC_VERSION);
        all.add(CONTENT_TYPE);
        all.add(header(EventHeaders.RECEIVED_AT, receivedAt.toString()));
        all.add(header(EventHeaders.SENDER, PercentEncoding.encode(sender.value())));
        if (receipt != null) {
            all.add(header(EventHeaders.RECEIPT, receipt.id()));
            all.add(header(EventHeaders.SIZE, Integer.toString(receipt.size())));
        }
        if (traceparent != null) {
            all.add(header("traceparent", traceparent));
        }
        shared = all.toArray(new Header[0]);
        hasReceipt = receipt != null;
    }

    /// The headers of one event.
    ///
    /// @param user  whom it is about
    /// @param index its place in the request
    public List<Header> headers(Envelope envelope, EventType type, UserId user, int index) {
        SessionId session = envelope.session();
        int own = 4 + (session == null ? 0 : 1) + (hasReceipt ? 1 : 0);
        Header[] headers = Arrays.copyOf(shared, shared.length + own);
        int at = shared.length;
        headers[at++] = header(EventHeaders.ID, envelope.id().value());
        headers[at++] = TYPES.get(type);
        headers[at++] = source(user);
        headers[at++] = header("ce_time", envelope.clientTime());
        if (session != null) {
            headers[at++] = header(EventHeaders.SUBJECT, session.value());
        }
        if (hasReceipt) {
            headers[at] = header(EventHeaders.INDEX, Integer.toString(index));
        }
        return Arrays.asList(headers);
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
