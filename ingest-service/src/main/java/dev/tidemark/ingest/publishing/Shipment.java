package dev.tidemark.ingest.publishing;

import dev.tidemark.common.event.UserId;
import dev.tidemark.common.topic.HeaderWriter;
import dev.tidemark.ingest.validation.Submission;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The judged events of one request on their way to Kafka, and what they share.
///
/// @param submissions the events, in their order
/// @param sender      the subject of the token they came with
/// @param receivedAt  when they were received
/// @param receipt     by what the client may ask for them, if it wants to
/// @param traceparent their place in a trace, if they have one
public record Shipment(
        List<Submission> submissions,
        UserId sender,
        Instant receivedAt,
        @Nullable String receipt,
        @Nullable String traceparent) {
    /// A new name for a receipt.
    public static String newReceipt() {
        return UUID.randomUUID().toString();
    }

    HeaderWriter headers() {
        long valid =
                submissions.stream().filter(Submission.Valid.class::isInstance).count();
        return new HeaderWriter(
                sender,
                receivedAt,
                receipt == null ? null : new HeaderWriter.Receipt(receipt, (int) valid),
                traceparent);
    }
}
