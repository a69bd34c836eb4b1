package dev.tidemark.writer.batch;

import dev.tidemark.common.event.Event;
import dev.tidemark.common.event.EventId;
import dev.tidemark.common.event.EventType;
import dev.tidemark.common.event.SessionId;
import dev.tidemark.common.event.UserId;
import dev.tidemark.common.merge.RecordState;
import dev.tidemark.common.merge.RowState;
import dev.tidemark.common.merge.SessionState;
import dev.tidemark.common.topic.DeliveryHistory;
import dev.tidemark.common.topic.EventHeaders.Place;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Deliveries folded by the merge algebra: at most one row per key and table, which is also what an upsert of many rows
/// demands.
///
/// @param sessions sessions by key
/// @param rows     by type of event: rows by key
/// @param records  records by key
/// @param applied  what is to be told of it
/// @param replayed what replays are to be told of it
public record Batch(
        Map<SessionKey, SessionState> sessions,
        Map<EventType, Map<RowKey, RowState>> rows,
        Map<RecordKey, RecordState> records,
        ReceiptMarks applied,
        Set<Replayed> replayed) {
    /// What names a session.
    public record SessionKey(UserId user, SessionId session) {}

    /// What names an event's own row.
    public record RowKey(UserId user, EventId event) {}

    /// What names a record.
    ///
    /// @param name   the operation's name after its prefix
    /// @param record the client's id of it
    public record RecordKey(UserId user, String name, String record) {}

    /// Folds deliveries, whatever their order.
    ///
    /// @param prefixes what operations do
    public static Batch fold(List<Delivery.Valid> deliveries, OperationPrefixes prefixes) {
        Batch batch = new Batch(
                new HashMap<>(), new EnumMap<>(EventType.class), new HashMap<>(), new ReceiptMarks(), new HashSet<>());
        deliveries.forEach(delivery -> batch.add(delivery, prefixes));
        return batch;
    }

    /// How many rows it has in all tables.
    public int size() {
        return sessions.size() + rows.values().stream().mapToInt(Map::size).sum() + records.size();
    }

    private void add(Delivery.Valid delivery, OperationPrefixes prefixes) {
        UserId user = delivery.headers().user();
        Event event = delivery.event();
        SessionId session = event.envelope().session();
        if (session != null) {
            sessions.merge(
                    new SessionKey(user, session),
                    SessionState.of(event, delivery.headers().receivedAt()),
                    SessionState::merge);
        }
        if (event instanceof Event.WithRow withRow) {
            rows.computeIfAbsent(event.type(), _ -> new HashMap<>())
                    .merge(new RowKey(user, event.envelope().id()), RowState.of(withRow), RowState::merge);
        }
        if (event instanceof Event.Operation operation) {
            OperationEffect.of(operation, prefixes)
                    .ifPresent(effect -> records.merge(
                            new RecordKey(user, effect.name(), operation.recordId()),
                            effect.state(),
                            RecordState::merge));
        }
        Place place = delivery.headers().receipt();
        if (place != null) {
            applied.add(place, delivery.record());
        }
        DeliveryHistory history = delivery.history();
        if (history.replay() != null) {
            replayed.add(new Replayed(history.replay(), history.origin()));
        }
    }
}
