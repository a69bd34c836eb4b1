package dev.tidemark.ingest.events;

import dev.tidemark.ingest.http.Call;
import dev.tidemark.ingest.http.Reply;
import dev.tidemark.ingest.intake.Answer;
import dev.tidemark.ingest.intake.Intake;
import dev.tidemark.ingest.intake.Outcome;
import dev.tidemark.ingest.limits.Limits;
import dev.tidemark.ingest.publishing.Shipment;
import dev.tidemark.ingest.validation.Batch;
import dev.tidemark.ingest.validation.BatchReader;
import dev.tidemark.ingest.validation.Rules;
import dev.tidemark.ingest.validation.Submission;
import jakarta.enterprise.context.ApplicationScoped;

/// `POST /api/v1/events` in JSON, and `POST /api/v1/beacon`: a batch of events in, a verdict per event out, given only
/// once Kafka has what was accepted.
@ApplicationScoped
public class NativeEvents {
    private final Limits limits;
    private final Intake intake;

    NativeEvents(Limits limits, Intake intake) {
        this.limits = limits;
        this.intake = intake;
    }

    /// Reads, judges, publishes, answers.
    public Reply post(Call call) {
        Batch batch = new BatchReader(limits.body(), new Rules(call.sender(), call.receivedAt()))
                .read(call.body().reader());
        boolean isAnythingToFollow = batch.submissions().stream().anyMatch(Submission.Valid.class::isInstance);
        String receipt = batch.wantsReceipt() && isAnythingToFollow ? Shipment.newReceipt() : null;
        Outcome outcome = intake.take(call, batch.submissions(), receipt);
        return Answer.of(outcome, "all".equals(call.request().getParam("results")));
    }
}
