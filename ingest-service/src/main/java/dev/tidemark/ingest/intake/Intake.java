package dev.tidemark.ingest.intake;

import dev.tidemark.ingest.admission.Sender;
import dev.tidemark.ingest.http.Call;
import dev.tidemark.ingest.limits.RateLimiter;
import dev.tidemark.ingest.publishing.Publisher;
import dev.tidemark.ingest.publishing.Shipment;
import dev.tidemark.ingest.validation.Submission;
import dev.tidemark.ingest.validation.Verdict;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is done with judged events, however they came: debit, publish, count.
@ApplicationScoped
public class Intake {
    private final RateLimiter limiter;
    private final Publisher publisher;
    private final Meters meters;

    Intake(RateLimiter limiter, Publisher publisher, Meters meters) {
        this.limiter = limiter;
        this.publisher = publisher;
        this.meters = meters;
    }

    /// Takes the events of one call.
    ///
    /// @param receipt by what the client may ask for them, if it wants to
    public Outcome take(Call call, List<Submission> submissions, @Nullable String receipt) {
        return take(
                call.sender(),
                new Shipment(submissions, call.sender().user(), call.receivedAt(), receipt, call.traceparent()));
    }

    /// Takes one chunk of an import.
    public Outcome takeChunk(
            Sender sender, List<Submission> submissions, Instant receivedAt, @Nullable String traceparent) {
        return take(sender, new Shipment(submissions, sender.user(), receivedAt, null, traceparent));
    }

    private Outcome take(Sender sender, Shipment shipment) {
        limiter.debitEvents(sender, shipment.submissions().size());
        List<Verdict> verdicts = publisher.publish(shipment);
        meters.count(verdicts);
        return new Outcome(shipment.submissions(), verdicts, shipment.receipt());
    }
}
