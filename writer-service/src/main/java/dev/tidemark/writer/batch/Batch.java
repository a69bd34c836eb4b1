package dev.tidemark.writer.batch;

import dev.tidemark.common.event.Event;
import dev.tidemark.common.event.EventId;
import dev.tidemark.common.event.EventType;
import dev.tidemark.common.event.SessionId;
import dev.tidemark.common.event.UserId;
import dev.tidemark.common.merge.RecordState;
import dev.tidemark.common.merge.RowState;
import dev.tidemark.common.merge.SessionState;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Deliveries folded by the merge algebra: at most one row per key and table, which is also what an upsert of many rows
/// demands.
///
/// @param sessions sessions by key
/// @param rows     by type of event: rows by key
/// @param records  records by key
public record Batch(
        Map<SessionKey, SessionState> sessions,
        Map<EventType, Map<RowKey, RowState>> rows,
        Map<RecordKey, RecordState> records) {
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
    public static Batch fold(List<Delivery> deliveries) {
        Batch batch = new Batch(new HashMap<>(), new EnumMap<>(EventType.class), new HashMap<>());
        deliveries.forEach(batch::add);
        return batch;
    }

    private void add(Delivery delivery) {
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
            OperationEffect.of(operation)
                    .ifPresent(effect -> records.merge(
                            new RecordKey(user, effect.name(), operation.recordId()),
                            effect.state(),
                            RecordState::merge));
        }
    }
}
