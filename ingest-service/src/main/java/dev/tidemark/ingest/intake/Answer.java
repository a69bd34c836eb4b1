package dev.tidemark.ingest.intake;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.access.Problem;
import dev.tidemark.common.event.EventId;
import dev.tidemark.ingest.http.Reply;
import dev.tidemark.ingest.validation.Submission;
import dev.tidemark.ingest.validation.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/// How an outcome is told: 202 all accepted, 207 mixed, 422 none valid, 503 none persisted though valid.
public final class Answer {
    private Answer() {}

    /// The answer to a native call.
    ///
    /// @param listsAll whether to list the accepted too
    public static Reply of(Outcome outcome, boolean listsAll) {
        ObjectNode verdicts = verdicts(outcome, listsAll);
        if (outcome.accepted() == outcome.verdicts().size()) {
            return Reply.json(202, verdicts);
        }
        if (outcome.accepted() > 0) {
            return Reply.json(207, verdicts);
        }
        Problem problem = outcome.retry() > 0
                ? unavailable(outcome.verdicts())
                : Problem.of(422, "no_valid_event", "No event is valid; results says why for each.");
        ObjectNode document = problem.toJson();
        document.setAll(verdicts);
        return Reply.of(problem, document);
    }

    /// The refusal of a call of which something is to be sent again. The moment is jittered, so that all who are told
    /// this at once do not come back at once.
    public static Problem unavailable(List<Verdict> verdicts) {
        boolean isOverloaded = verdicts.contains(Verdict.Retry.OVERLOADED);
        return Problem.of(
                        503,
                        isOverloaded ? "overloaded" : "kafka_unavailable",
                        "Not every event could be made durable; send the same call again.")
                .retryAfter(Duration.ofMillis(ThreadLocalRandom.current().nextLong(1_000, 3_000)));
    }

    /// Writes one verdict.
    public static void write(ObjectNode result, Submission submission, Verdict verdict) {
        EventId id = submission.id();
        if (id != null) {
            result.put("id", id.value());
        }
        result.put("verdict", verdict.label());
        switch (verdict) {
            case Verdict.Accepted _ -> {}
            case Verdict.Rejected rejected ->
                result.put("code", rejected.code()).put("detail", rejected.detail());
            case Verdict.Retry retry ->
                result.put("code", retry.code())
                        .put("retry_after", retry.retryAfter().toSeconds());
        }
    }

    private static ObjectNode verdicts(Outcome outcome, boolean listsAll) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        if (outcome.receipt() != null) {
            body.put("receipt", outcome.receipt());
        }
        body.put("accepted", outcome.accepted())
                .put("rejected", outcome.rejected())
                .put("retry", outcome.retry());
        ArrayNode results = body.putArray("results");
        for (int i = 0; i < outcome.verdicts().size(); i++) {
            Verdict verdict = outcome.verdicts().get(i);
            if (listsAll || !(verdict instanceof Verdict.Accepted)) {
                write(results.addObject().put("index", i), outcome.submissions().get(i), verdict);
            }
        }
        return body;
    }
}
