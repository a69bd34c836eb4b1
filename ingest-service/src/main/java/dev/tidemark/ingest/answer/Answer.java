package dev.tidemark.ingest.answer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.access.Problem;
import dev.tidemark.ingest.validation.Submission;
import dev.tidemark.ingest.validation.Verdict;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;

/// The answer to a batch that was judged.
///
/// @param submissions the events
/// @param verdicts    the verdict of each, in the same order
public record Answer(List<Submission> submissions, List<Verdict> verdicts) {
    /// The answer as HTTP: 202 all accepted, 207 mixed, 422 none valid, 503 none persisted though valid.
    ///
    /// @param listAll whether to list the accepted too
    public Response toResponse(boolean listAll) {
        long accepted = count(Verdict.Accepted.class);
        long rejected = count(Verdict.Rejected.class);
        long retry = count(Verdict.Retry.class);
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        int status;
        if (accepted == verdicts.size()) {
            status = 202;
        } else if (accepted > 0) {
            status = 207;
        } else if (retry > 0) {
            status = 503;
            Problem.describe(body, status, "kafka_unavailable", "No event could be made durable; send them again.");
        } else {
            status = 422;
            Problem.describe(body, status, "no_valid_event", "No event is valid; results says why for each.");
        }
        body.put("accepted", accepted).put("rejected", rejected).put("retry", retry);
        addResults(body.putArray("results"), listAll);
        Response.ResponseBuilder response = Response.status(status)
                .type(status < 400 ? MediaType.APPLICATION_JSON_TYPE : Problem.MEDIA_TYPE)
                .entity(body);
        if (status == 503) {
            body.put("retry_after", Verdict.Retry.KAFKA_UNAVAILABLE.retryAfterSeconds());
            response.header(HttpHeaders.RETRY_AFTER, Verdict.Retry.KAFKA_UNAVAILABLE.retryAfterSeconds());
        }
        return response.build();
    }

    private long count(Class<? extends Verdict> kind) {
        return verdicts.stream().filter(kind::isInstance).count();
    }

    private void addResults(ArrayNode results, boolean listAll) {
        for (int index = 0; index < verdicts.size(); index++) {
            Verdict verdict = verdicts.get(index);
            if (!listAll && verdict instanceof Verdict.Accepted) {
                continue;
            }
            ObjectNode result = results.addObject().put("index", index);
            String id = submissions.get(index).id();
            if (id != null) {
                result.put("id", id);
            }
            switch (verdict) {
                case Verdict.Accepted _ -> result.put("verdict", "accepted");
                case Verdict.Rejected rejected ->
                    result.put("verdict", "rejected")
                            .put("code", rejected.code())
                            .put("detail", rejected.detail());
                case Verdict.Retry retry ->
                    result.put("verdict", "retry")
                            .put("code", retry.code())
                            .put("retry_after", retry.retryAfterSeconds());
            }
        }
    }
}
