package dev.tidemark.ingest.clients;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.common.json.JsonValue;
import dev.tidemark.ingest.clients.Translation.Event;
import dev.tidemark.ingest.events.NativeJson;
import dev.tidemark.ingest.http.Call;
import dev.tidemark.ingest.http.Reply;
import dev.tidemark.ingest.intake.Outcome;
import dev.tidemark.ingest.publishing.Shipment;
import dev.tidemark.ingest.validation.Verdict;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// `POST /api/v1/sync/operations`: what a local-first client did to records of its own.
@ApplicationScoped
public class OperationSync {
    private static final Map<String, Translation.Translator> LISTS = Map.of("operations", OperationSync::operation);

    private final Translation translation;

    OperationSync(Translation translation) {
        this.translation = translation;
    }

    /// Reads, publishes, and answers for each operation.
    public Reply post(Call call) {
        List<Translated> records = translation.read(call, LISTS);
        String receipt = Shipment.newReceipt();
        Outcome outcome = translation.publish(call, records, receipt);
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("batchId", receipt);
        ArrayNode results = answer.putArray("results");
        for (int i = 0; i < records.size(); i++) {
            addResult(
                    results.addObject(),
                    records.get(i).item(),
                    outcome.verdicts().get(i),
                    call);
        }
        return Translation.answer(outcome, answer);
    }

    private static Event operation(Item item, Call call) {
        Optional<String> user = item.text("user_id");
        if (user.isPresent() && !user.get().equals(call.sender().user().value())) {
            return new Event.None("user_not_allowed", "userId must be the token's subject, or absent");
        }
        String type = item.text("type").orElse("");
        String time = item.time("timestamp", "occurred_at", "created_at").orElse("");
        String record = item.text("local_record_id").orElse("");
        String id = item.text("id")
                .map(own -> Fingerprint.of("operation", own, type, record, Item.normal(time)))
                .orElseGet(() -> Fingerprint.of("operation", item.content()))
                .hex();
        NativeJson data = new NativeJson().add("operation", type);
        addAsItStands(item, "local_record_id", data);
        addAsItStands(item, "payload", data);
        NativeJson event = Translated.envelope(
                id, "operation", time.isEmpty() ? call.receivedAt().toString() : time);
        item.text("priority").ifPresent(priority -> event.add("priority", priority.toLowerCase(Locale.ROOT)));
        return new Event.Native(event.add("data", data).toBytes());
    }

    private static void addAsItStands(Item item, String name, NativeJson data) {
        JsonValue value = item.value(name);
        if (value != null) {
            data.add(name, value);
        }
    }

    private static void addResult(ObjectNode result, Item item, Verdict verdict, Call call) {
        item.echo("id", result, "id");
        switch (verdict) {
            case Verdict.Accepted _ -> result.put("success", true).put("remoteId", remoteId(item, call));
            case Verdict.Rejected rejected ->
                result.put("success", false).put("error", rejected.code() + ": " + rejected.detail());
            case Verdict.Retry retry -> result.put("success", false).put("error", retry.code());
        }
    }

    /// The name of a record beyond its device: the same for all operations on it.
    private static String remoteId(Item item, Call call) {
        String type = item.text("type").orElse("");
        String kind = type.substring(type.indexOf('_') + 1);
        String record = item.text("local_record_id").or(() -> item.text("id")).orElse("");
        return Fingerprint.of("record", call.sender().user().value(), kind, record)
                .hex();
    }
}
