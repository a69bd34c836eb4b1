package dev.tidemark.ingest.clients;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.common.event.EventId;
import dev.tidemark.ingest.clients.Translation.Event;
import dev.tidemark.ingest.events.NativeJson;
import dev.tidemark.ingest.http.Call;
import dev.tidemark.ingest.http.Reply;
import dev.tidemark.ingest.intake.Outcome;
import dev.tidemark.ingest.validation.Submission;
import dev.tidemark.ingest.validation.Verdict;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// `POST /api/sessions/start`, `POST /api/sessions/end`, and both in bulk as `POST /api/sync/sessions`.
///
/// A session's start has one event id and its end another, made from its number: sent again, they are the same events.
@ApplicationScoped
public class SessionCalls {
    private static final String STARTED = "session.started";
    private static final String ENDED = "session.ended";
    private static final Set<String> NO_DATA = Set.of(
            "id",
            "session_id",
            "local_id",
            "backend_id",
            "user_id",
            "action",
            "data",
            "occurred_at",
            "timestamp",
            "created_at",
            "token");

    private final Translation translation;

    SessionCalls(Translation translation) {
        this.translation = translation;
    }

    /// One start.
    public Reply start(Call call) {
        Translated started = translation.readOne(
                call, (item, by) -> event(STARTED, Long.toString(newNumber(item, by)), item, item, by));
        Outcome outcome = translation.publish(call, List.of(started), null);
        return answer(outcome, started, "in_progress", false);
    }

    /// One end.
    public Reply end(Call call) {
        Translated ended = translation.readOne(call, (item, by) -> known(item, by)
                .map(session -> event(ENDED, session, item, item, by))
                .orElseGet(SessionCalls::nameless));
        Outcome outcome = translation.publish(call, List.of(ended), null);
        return answer(outcome, ended, "completed", true);
    }

    /// Many of both.
    public Reply sync(Call call) {
        List<Translated> records = translation.read(call, Map.of("sessions", SessionCalls::action));
        Outcome outcome = translation.publish(call, records, null);
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("synced", outcome.accepted());
        var results = answer.putArray("results");
        for (int i = 0; i < records.size(); i++) {
            Item item = records.get(i).item();
            ObjectNode result = results.addObject();
            item.echo("local_id", result, "localId");
            sessionOf(records.get(i)).ifPresent(session -> putSession(result, "backendId", session));
            result.put("success", outcome.verdicts().get(i) instanceof Verdict.Accepted);
            if (outcome.verdicts().get(i) instanceof Verdict.Rejected rejected) {
                result.put("error", rejected.code() + ": " + rejected.detail());
            } else {
                result.put("status", isEnd(item) ? "completed" : "in_progress");
            }
        }
        Translation.addRejected(answer.putArray("rejected"), records, outcome);
        return Translation.answer(outcome, answer);
    }

    private static Event action(Item item, Call call) {
        Optional<String> session = known(item, call);
        String action = item.text("action").orElse("");
        return switch (action) {
            case "start", "end" ->
                session.map(name -> event(isEnd(item) ? ENDED : STARTED, name, item, item.inner("data"), call))
                        .orElseGet(SessionCalls::nameless);
            default -> new Event.None("invalid_field", "action must be start or end");
        };
    }

    private static boolean isEnd(Item item) {
        return item.text("action").orElse("").equals("end");
    }

    private static Event nameless() {
        return new Event.None("missing_field", "the session must be named by backendId, session_id or localId");
    }

    private static long newNumber(Item item, Call call) {
        return SessionNumber.ofStart(
                call.sender().user(),
                item.text("local_id"),
                Optional.ofNullable(call.request().getHeader("Idempotency-Key")));
    }

    /// The session that a record names: by the number it was given, which wins, or by its client's own id.
    private static Optional<String> known(Item item, Call call) {
        return item.text("backend_id").or(() -> item.text("session_id")).or(() -> item.text("local_id")
                .map(local -> Long.toString(SessionNumber.ofLocal(call.sender().user(), local))));
    }

    /// @param item    the record, which says when
    /// @param details where its data is
    private static Event event(String type, String session, Item item, Item details, Call call) {
        String timeName = type.equals(STARTED) ? "started_at" : "ended_at";
        String occurredAt = details.time(timeName)
                .or(() -> item.time(timeName, "occurred_at", "timestamp", "created_at"))
                .or(() -> details.time("occurred_at", "timestamp", "created_at"))
                .orElse(call.receivedAt().toString());
        NativeJson data = new NativeJson();
        details.copyTo(data, NO_DATA);
        return new Event.Native(Translated.envelope(type + ":" + session, type, occurredAt)
                .add("session_id", session)
                .add("data", data)
                .toBytes());
    }

    private static Reply answer(Outcome outcome, Translated record, String status, boolean tellsStatus) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        sessionOf(record).ifPresent(session -> putSession(answer, "session_id", session));
        if (tellsStatus) {
            answer.put("status", status);
        }
        if (outcome.rejected() > 0) {
            Translation.addRejected(answer.putArray("rejected"), List.of(record), outcome);
        }
        return Translation.answer(outcome, answer);
    }

    /// The session's name stands in the id of its event.
    private static Optional<String> sessionOf(Translated record) {
        Submission event = record.event();
        EventId id = event.id();
        return id == null
                ? Optional.empty()
                : Optional.of(id.value().substring(id.value().indexOf(':') + 1));
    }

    private static void putSession(ObjectNode answer, String name, String session) {
        if (session.matches("[0-9]{1,16}") && Long.parseLong(session) < 1L << 53) {
            answer.put(name, Long.parseLong(session));
        } else {
            answer.put(name, session);
        }
    }
}
