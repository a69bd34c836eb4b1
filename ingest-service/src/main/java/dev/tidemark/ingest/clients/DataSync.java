package dev.tidemark.ingest.clients;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidemark.ingest.clients.Translation.Event;
import dev.tidemark.ingest.events.NativeJson;
import dev.tidemark.ingest.http.Call;
import dev.tidemark.ingest.http.Reply;
import dev.tidemark.ingest.intake.Outcome;
import dev.tidemark.ingest.publishing.Shipment;
import dev.tidemark.ingest.validation.Verdict;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// `POST /api/v1/data/sync`: page visits and tab aggregates in bulk.
@ApplicationScoped
public class DataSync {
    private static final Map<String, Translation.Translator> LISTS = Map.of(
            "pageVisits", DataSync::visit,
            "page_visits", DataSync::visit,
            "tabAggregates", DataSync::tab,
            "tab_aggregates", DataSync::tab);
    private static final Set<String> NO_DATA = Set.of("id", "session_id", "user_id", "occurred_at", "timestamp");

    private final Translation translation;

    DataSync(Translation translation) {
        this.translation = translation;
    }

    /// Reads, publishes, and answers how many of each were taken.
    public Reply post(Call call) {
        List<Translated> records = translation.read(call, LISTS);
        String receipt = Shipment.newReceipt();
        Outcome outcome = translation.publish(call, records, receipt);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("page_visits_synced", accepted(records, outcome, DataSync::isVisit))
                .put("tab_aggregates_synced", accepted(records, outcome, record -> !isVisit(record)))
                .put("batch_id", receipt);
        Translation.addRejected(answer.putArray("rejected"), records, outcome);
        return Translation.answer(outcome, answer);
    }

    private static Event visit(Item item, Call call) {
        return event("page.visited", "visited_at", item.text("url").orElse(""), item, call);
    }

    private static Event tab(Item item, Call call) {
        return event("tab.closed", "closed_at", item.text("tab_id").orElse(""), item, call);
    }

    private static Event event(String type, String timeName, String what, Item item, Call call) {
        String time =
                item.time(timeName, "occurred_at", "timestamp", "created_at").orElse("");
        String id = item.text("id")
                .map(own -> Fingerprint.of(type, own, what, Item.normal(time)))
                .orElseGet(() -> Fingerprint.of(type, item.content()))
                .hex();
        NativeJson event =
                Translated.envelope(id, type, time.isEmpty() ? call.receivedAt().toString() : time);
        item.text("session_id").ifPresent(session -> event.add("session_id", session));
        NativeJson data = new NativeJson();
        item.copyTo(data, NO_DATA);
        return new Event.Native(event.add("data", data).toBytes());
    }

    private static boolean isVisit(Translated record) {
        return record.list().startsWith("page");
    }

    private static long accepted(List<Translated> records, Outcome outcome, Predicate<Translated> which) {
        long accepted = 0;
        for (int i = 0; i < records.size(); i++) {
            boolean counts = which.test(records.get(i)) && outcome.verdicts().get(i) instanceof Verdict.Accepted;
            accepted += counts ? 1 : 0;
        }
        return accepted;
    }
}
