package dev.tidemark.ingest.events;

import dev.tidemark.common.json.JsonReader;
import dev.tidemark.common.json.JsonValue;
import dev.tidemark.common.json.JsonValue.Kind;
import dev.tidemark.common.json.MalformedJsonException;
import dev.tidemark.ingest.http.Call;
import dev.tidemark.ingest.http.Reply;
import dev.tidemark.ingest.intake.Answer;
import dev.tidemark.ingest.intake.Intake;
import dev.tidemark.ingest.limits.Limits;
import dev.tidemark.ingest.limits.LimitsConfig;
import dev.tidemark.ingest.validation.BatchReader;
import dev.tidemark.ingest.validation.Rules;
import dev.tidemark.ingest.validation.Submission;
import dev.tidemark.ingest.validation.Verdict;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// `POST /api/v1/events` in CloudEvents 1.0, structured and batched. Each event is rewritten into the native form:
/// `subject` is the session, `time` is when it occurred, and the extensions `user` and `priority` are what they are
/// called; other extensions have no place in it.
///
/// @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md">
///      CloudEvents: JSON event format</a>
@ApplicationScoped
public class CloudEvents {
    private static final Map<String, String> NATIVE_NAMES = Map.of(
            "id", "id",
            "type", "type",
            "subject", "session_id",
            "time", "occurred_at",
            "user", "user",
            "priority", "priority",
            "data", "data");

    private final Limits limits;
    private final Intake intake;

    CloudEvents(Limits limits, Intake intake) {
        this.limits = limits;
        this.intake = intake;
    }

    /// One event.
    public Reply postOne(Call call) {
        BatchReader events = reader(call);
        return answer(call, BatchReader.whole(call.body().reader(), body -> List.of(read(body, events))));
    }

    /// An array of events.
    public Reply postMany(Call call) {
        BatchReader events = reader(call);
        return answer(call, BatchReader.whole(call.body().reader(), body -> readAll(body, events, limits.body())));
    }

    private BatchReader reader(Call call) {
        return new BatchReader(limits.body(), new Rules(call.sender(), call.receivedAt()));
    }

    private Reply answer(Call call, List<Submission> submissions) {
        return Answer.of(
                intake.take(call, submissions, null),
                "all".equals(call.request().getParam("results")));
    }

    private static List<Submission> readAll(JsonReader body, BatchReader events, LimitsConfig.Body limits)
            throws MalformedJsonException {
        List<Submission> submissions = new ArrayList<>();
        BatchReader.enterArray(body);
        while (body.nextElement()) {
            if (submissions.size() == limits.events()) {
                throw BatchReader.tooMany(limits);
            }
            submissions.add(read(body, events));
        }
        return submissions;
    }

    private static Submission read(JsonReader body, BatchReader events) throws MalformedJsonException {
        JsonValue event = body.value();
        if (event.kind() != Kind.OBJECT) {
            return invalid("a CloudEvent is a JSON object");
        }
        if (event.length() > events.limits().eventBytes()) {
            return rejected(
                    "event_too_large", "an event has at most " + events.limits().eventBytes() + " bytes");
        }
        Map<String, JsonValue> attributes = new HashMap<>();
        boolean hasDuplicate = false;
        JsonReader reader = event.reader();
        reader.enterObject();
        while (reader.nextMember()) {
            hasDuplicate |= attributes.put(reader.name(), reader.value()) != null;
        }
        if (hasDuplicate) {
            return rejected("duplicate_name", "the event has a name twice");
        }
        String fault = fault(attributes);
        return fault.isEmpty() ? events.readRewritten(rewritten(attributes)) : invalid(fault);
    }

    private static String fault(Map<String, JsonValue> attributes) {
        if (!"1.0".equals(text(attributes, "specversion"))) {
            return "specversion must be \"1.0\"";
        }
        if (text(attributes, "source").isEmpty()) {
            return "source is required";
        }
        if (attributes.containsKey("data_base64")) {
            return "data must be a JSON object, not data_base64";
        }
        String type = text(attributes, "datacontenttype");
        return type.isEmpty() || type.matches("(?i)application/([a-z0-9.-]+\\+)?json *(;.*)?")
                ? ""
                : "datacontenttype must be application/json";
    }

    private static String text(Map<String, JsonValue> attributes, String name) {
        JsonValue value = attributes.get(name);
        return value != null && value.kind() == Kind.TEXT ? value.text() : "";
    }

    private static byte[] rewritten(Map<String, JsonValue> attributes) {
        NativeJson event = new NativeJson();
        NATIVE_NAMES.forEach((cloud, nativeName) -> {
            JsonValue value = attributes.get(cloud);
            if (value != null) {
                event.add(nativeName, value);
            }
        });
        return event.toBytes();
    }

    private static Submission invalid(String detail) {
        return rejected("invalid_cloudevent", detail);
    }

    private static Submission rejected(String code, String detail) {
        return new Submission.Rejected(null, new Verdict.Rejected(code, detail));
    }
}
