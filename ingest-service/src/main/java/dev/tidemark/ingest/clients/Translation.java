package dev.tidemark.ingest.clients;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.access.Problem;
import dev.tidemark.common.json.JsonReader;
import dev.tidemark.common.json.JsonValue.Kind;
import dev.tidemark.common.json.MalformedJsonException;
import dev.tidemark.ingest.http.Call;
import dev.tidemark.ingest.http.Reply;
import dev.tidemark.ingest.intake.Answer;
import dev.tidemark.ingest.intake.Intake;
import dev.tidemark.ingest.intake.Outcome;
import dev.tidemark.ingest.limits.Limits;
import dev.tidemark.ingest.limits.LimitsConfig;
import dev.tidemark.ingest.validation.BatchReader;
import dev.tidemark.ingest.validation.Rules;
import dev.tidemark.ingest.validation.Submission;
import dev.tidemark.ingest.validation.Verdict;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the calls of existing clients have in common: lists of records in, one event each, one answer.
@ApplicationScoped
class Translation {
    private final Limits limits;
    private final Intake intake;

    Translation(Limits limits, Intake intake) {
        this.limits = limits;
        this.intake = intake;
    }

    /// How a record becomes an event.
    interface Translator {
        /// The event in its native form, or why there is none.
        Event translate(Item item, Call call);
    }

    /// What a translator makes of a record.
    sealed interface Event {
        /// The native form.
        @SuppressWarnings("ArrayRecordComponent") // compared by nobody
        record Native(byte[] json) implements Event {}

        /// Why it is none.
        record None(String code, String detail) implements Event {}
    }

    /// Reads the lists of a body.
    ///
    /// @param translators by the name of the list, in camelCase and snake_case alike
    /// @throws Problem 400 when the body is not of that form, 413 when there are too many records
    List<Translated> read(Call call, Map<String, Translator> translators) {
        LimitsConfig.Body bounds = limits.body();
        BatchReader events = new BatchReader(bounds, new Rules(call.sender(), call.receivedAt()));
        return BatchReader.whole(call.body().reader(), body -> {
            List<Translated> all = new ArrayList<>();
            BatchReader.enterObject(body);
            while (body.nextMember()) {
                String list = body.name();
                Translator translator = translators.get(list);
                if (translator == null || body.kind() == Kind.NULL) {
                    body.skip();
                } else {
                    readList(body, list, all, bounds, item -> judge(event(item, translator, call), events));
                }
            }
            return all;
        });
    }

    /// Reads a body that is one record itself.
    Translated readOne(Call call, Translator translator) {
        BatchReader events = new BatchReader(limits.body(), new Rules(call.sender(), call.receivedAt()));
        Item item = BatchReader.whole(call.body().reader(), body -> {
            if (body.isAtEnd() || body.kind() != Kind.OBJECT) {
                throw Problem.of(400, "invalid_request", "The body must be one JSON object.");
            }
            return Item.read(body, limits.body().eventBytes());
        });
        return new Translated("", 0, item, judge(event(item, translator, call), events));
    }

    /// Publishes what was read.
    Outcome publish(Call call, List<Translated> records, @Nullable String receipt) {
        return intake.take(call, records.stream().map(Translated::event).toList(), receipt);
    }

    /// The answer: 200 when every event is accepted or rejected for good, 422 when all are rejected, 503 when any must
    /// be
    /// sent again.
    static Reply answer(Outcome outcome, ObjectNode members) {
        if (outcome.retry() > 0) {
            return refused(Answer.unavailable(outcome.verdicts()), members);
        }
        if (outcome.rejected() > 0 && outcome.accepted() == 0) {
            return refused(
                    Problem.of(422, "no_valid_event", "Nothing in this call is valid; its answer says why."), members);
        }
        return Reply.json(200, members);
    }

    /// Lists what was rejected, by list and place.
    static void addRejected(ArrayNode array, List<Translated> records, Outcome outcome) {
        for (int i = 0; i < records.size(); i++) {
            if (outcome.verdicts().get(i) instanceof Verdict.Rejected rejected) {
                Translated translated = records.get(i);
                ObjectNode entry = array.addObject();
                if (!translated.list().isEmpty()) {
                    entry.put("list", translated.list()).put("index", translated.index());
                }
                translated.item().echo("id", entry, "id");
                entry.put("code", rejected.code()).put("detail", rejected.detail());
            }
        }
    }

    private static Reply refused(Problem problem, ObjectNode members) {
        ObjectNode document = problem.toJson();
        document.setAll(members);
        return Reply.of(problem, document);
    }

    private static Event event(Item item, Translator translator, Call call) {
        return item.fault().<Event>map(fault -> fault).orElseGet(() -> translator.translate(item, call));
    }

    private static Submission judge(Event event, BatchReader events) {
        return switch (event) {
            case Event.Native(byte[] json) -> events.readRewritten(json);
            case Event.None(String code, String detail) ->
                new Submission.Rejected(null, new Verdict.Rejected(code, detail));
        };
    }

    private interface Judge {
        Submission judge(Item item);
    }

    private static void readList(
            JsonReader body, String list, List<Translated> all, LimitsConfig.Body bounds, Judge judge)
            throws MalformedJsonException {
        if (body.kind() != Kind.ARRAY) {
            throw Problem.of(400, "invalid_request", "The member " + list + " must be an array.");
        }
        int index = 0;
        body.enterArray();
        while (body.nextElement()) {
            if (all.size() == bounds.events()) {
                throw BatchReader.tooMany(bounds);
            }
            Item item = Item.read(body, bounds.eventBytes());
            all.add(new Translated(list, index++, item, judge.judge(item)));
        }
    }
}
