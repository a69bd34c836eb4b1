package dev.tidemark.writer.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.common.event.Decoded;
import dev.tidemark.common.event.Event;
import dev.tidemark.common.event.EventId;
import dev.tidemark.common.event.EventReader;
import dev.tidemark.common.event.EventTime;
import dev.tidemark.common.event.RandomHistory;
import dev.tidemark.common.event.SessionId;
import dev.tidemark.common.event.UserId;
import dev.tidemark.common.merge.RecordState;
import dev.tidemark.common.merge.RowState;
import dev.tidemark.common.merge.SessionState;
import dev.tidemark.writer.batch.Batch;
import dev.tidemark.writer.batch.Batch.RecordKey;
import dev.tidemark.writer.batch.Batch.RowKey;
import dev.tidemark.writer.batch.Batch.SessionKey;
import dev.tidemark.writer.batch.Delivery;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The algebra in SQL is the algebra in Java: thousands of random histories, their events repeated, shuffled and cut
/// into batches anyhow, leave in a real PostgreSQL what one fold in Java says.
class SqlAlgebraTest {
    private static final int HISTORIES = 2_500;

    private final long seed = Long.getLong("tidemark.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final TestStore testStore = TestStore.fresh();
    private final Store store = testStore.store();

    @Test
    void javaAndSqlAgreeOnRandomHistories() throws Exception {
        // Given
        List<Delivery.Valid> deliveries = randomDeliveries();
        Batch expected = Deliveries.fold(deliveries);

        // When
        Map<SessionKey, SessionState> announced = writeAnyhow(deliveries);

        // Then
        try (Connection connection = testStore.connect()) {
            assertSessions(connection, expected.sessions(), announced);
            for (var rows : expected.rows().entrySet()) {
                assertRows(connection, tableOf(rows.getKey().wireName()), rows.getValue());
            }
            assertRecords(connection, expected.records());
        }
    }

    @Test
    void numbersThatAreEqualButWrittenDifferentlyDoNotTie() throws Exception {
        List<String> spellings = new ArrayList<>(List.of("1", "1.0", "1.00"));
        for (int i = 0; i < 6; i++) {
            Collections.rotate(spellings, 1);
            UserId user = new UserId("spelling-" + i);
            for (String spelling : spellings) {
                Event beat = event("session.heartbeat", "{\"x\": " + spelling + "}");
                Event record = event(
                        "operation",
                        "{\"operation\": \"CREATE_N\", \"local_record_id\": 1, \"payload\": {\"x\": " + spelling
                                + "}}");
                store.write(Deliveries.fold(List.of(deliver(user, beat), deliver(user, record))), 0, Locks.WAIT);
            }
            Collections.shuffle(spellings, random);
        }

        try (Connection connection = testStore.connect();
                ResultSet rows = connection
                        .createStatement()
                        .executeQuery("SELECT DISTINCT attributes::text || fields::text || (o.data -> 'payload')::text"
                                + " FROM session JOIN record USING (user_id) JOIN operation AS o USING (user_id)")) {
            rows.next();
            assertThat(rows.getString(1))
                    .as("the greatest text of each value, and of the whole operation, in which } follows the number")
                    .isEqualTo("{\"x\": 1.00}{\"x\": 1.00}{\"x\": 1}");
            assertThat(rows.next()).as("seed %d", seed).isFalse();
        }
    }

    @Test
    void aRecordKeepsItsSmallestFieldsAndExistsByAnyItWasGiven() throws Exception {
        UserId user = new UserId("hoarder");
        String many = IntStream.range(0, RecordState.MAX_FIELDS + 40)
                .mapToObj("\"f%04d\": 1"::formatted)
                .collect(Collectors.joining(", ", "{", "}"));
        Event put = operation("e1", "CREATE_N", many);
        Event delete = operation("e2", "DELETE_N", "{}");
        Event later = operation("e3", "UPDATE_N", "{\"z\": 1}");
        List<Event> events = new ArrayList<>(List.of(put, delete, later));
        Collections.shuffle(events, random);
        for (Event event : events) {
            store.write(Deliveries.fold(List.of(deliver(user, event))), 0, Locks.WAIT);
        }

        try (Connection connection = testStore.connect();
                ResultSet row = connection
                        .createStatement()
                        .executeQuery("SELECT (SELECT count(*) FROM jsonb_object_keys(fields)), fields ? 'z', present"
                                + " FROM record WHERE user_id = 'hoarder'")) {
            row.next();
            assertThat(row.getInt(1)).as("seed %d", seed).isEqualTo(RecordState.MAX_FIELDS);
            assertThat(row.getBoolean(2)).as("kept z, seed %d", seed).isFalse();
            assertThat(row.getBoolean(3)).as("is there, seed %d", seed).isTrue();
        }
    }

    private static Event operation(String id, String operation, String payload) {
        String json = """
                {"id": "%s", "type": "operation", "occurred_at": "2026-11-21T07:00:00Z",
                 "data": {"operation": "%s", "local_record_id": 1, "payload": %s}}""".formatted(id, operation, payload);
        return ((Decoded.Valid) EventReader.read(json.getBytes(StandardCharsets.UTF_8))).event();
    }

    private static Delivery.Valid deliver(UserId user, Event event) {
        return Deliveries.of(user, EventTime.EARLIEST, event);
    }

    private static Event event(String type, String data) {
        String json = """
                {"id": "e", "type": "%s", "session_id": "s", "occurred_at": "2026-11-21T07:00:00Z", "data": %s}""".formatted(type, data);
        return ((Decoded.Valid) EventReader.read(json.getBytes(StandardCharsets.UTF_8))).event();
    }

    /// Each history is another user's, so that thousands of them can be written in a few hundred batches.
    private List<Delivery.Valid> randomDeliveries() {
        RandomHistory histories = new RandomHistory(random.nextLong());
        List<Delivery.Valid> deliveries = new ArrayList<>();
        for (int i = 0; i < HISTORIES; i++) {
            UserId user = new UserId((i % 2 == 0 ? "user-" : "Üser ") + i);
            for (Event event : histories.next()) {
                deliveries.add(Deliveries.of(user, histories.receivedAt(), event));
            }
        }
        return deliveries;
    }

    private Map<SessionKey, SessionState> writeAnyhow(List<Delivery.Valid> deliveries) throws StoreException {
        List<Delivery.Valid> shuffled = new ArrayList<>(deliveries);
        deliveries.stream().filter(_ -> random.nextInt(3) == 0).forEach(shuffled::add);
        Collections.shuffle(shuffled, random);
        Map<SessionKey, SessionState> announced = new HashMap<>();
        for (int from = 0; from < shuffled.size(); ) {
            int to = Math.min(shuffled.size(), from + 1 + random.nextInt(200));
            for (SessionRow row :
                    store.write(Deliveries.fold(shuffled.subList(from, to)), random.nextInt(3), Locks.WAIT)) {
                announced.merge(row.key(), row.state(), SessionState::merge);
            }
            from = to;
        }
        return announced;
    }

    private void assertSessions(
            Connection connection, Map<SessionKey, SessionState> expected, Map<SessionKey, SessionState> announced)
            throws SQLException {
        assertThat(expected).as("seed %d", seed).hasSizeGreaterThan(HISTORIES);
        assertThat(announced).as("announced, seed %d", seed).isEqualTo(expected);
        Map<SessionKey, String> expectedStatus = new HashMap<>();
        expected.forEach((key, state) -> expectedStatus.put(key, state.status().label()));
        Map<SessionKey, String> status = new HashMap<>();
        Map<String, Long> counts = new TreeMap<>();
        try (ResultSet rows = connection
                .createStatement()
                .executeQuery("SELECT user_id, session_id, status FROM session ORDER BY user_id, session_id")) {
            while (rows.next()) {
                status.put(
                        new SessionKey(new UserId(rows.getString(1)), new SessionId(rows.getString(2))),
                        rows.getString(3));
                counts.merge(rows.getString(3), 1L, Long::sum);
            }
        }
        assertThat(status).as("status, seed %d", seed).isEqualTo(expectedStatus);
        Map<String, Long> kept = new TreeMap<>();
        try (ResultSet rows = connection
                .createStatement()
                .executeQuery("SELECT status, sum(sessions) FROM session_count GROUP BY status")) {
            while (rows.next()) {
                kept.put(rows.getString(1), rows.getLong(2));
            }
        }
        assertThat(kept).as("counts, seed %d", seed).isEqualTo(counts);
    }

    private void assertRows(Connection connection, String table, Map<RowKey, RowState> expected) throws SQLException {
        Map<RowKey, String> expectedValues = new HashMap<>();
        expected.forEach((key, row) -> expectedValues.put(
                key,
                EventTime.toMicros(row.version().occurredAt()) + "\n"
                        + row.version().value()));
        Map<RowKey, String> values = new HashMap<>();
        try (ResultSet rows = connection
                .createStatement()
                .executeQuery("SELECT user_id, event_id, (extract(epoch FROM occurred_at) * 1000000)::bigint,"
                        + " coalesce(session_id, ''), data::text FROM " + table)) {
            while (rows.next()) {
                values.put(
                        new RowKey(new UserId(rows.getString(1)), new EventId(rows.getString(2))),
                        rows.getLong(3) + "\n" + rows.getString(4) + "\n" + rows.getString(5));
            }
        }
        assertThat(values).as("%s, seed %d", table, seed).isEqualTo(expectedValues);
    }

    private void assertRecords(Connection connection, Map<RecordKey, RecordState> expected) throws SQLException {
        Map<RecordKey, String> expectedValues = new HashMap<>();
        expected.forEach((key, state) -> expectedValues.put(
                key,
                RegistersJson.of(state.fields()).values()
                        + RegistersJson.of(state.fields()).versions()
                        + state.exists()));
        Map<RecordKey, String> values = new HashMap<>();
        try (ResultSet rows = connection
                .createStatement()
                .executeQuery("SELECT user_id, name, record_id, fields, field_versions, present FROM record")) {
            while (rows.next()) {
                values.put(
                        new RecordKey(new UserId(rows.getString(1)), rows.getString(2), rows.getString(3)),
                        rows.getString(4) + rows.getString(5) + rows.getBoolean(6));
            }
        }
        assertThat(values).as("records, seed %d", seed).isEqualTo(expectedValues);
    }

    private static String tableOf(String type) {
        return switch (type) {
            case "page.visited" -> "page_visit";
            case "tab.closed" -> "tab_aggregate";
            case "session.activity" -> "activity";
            default -> type;
        };
    }
}
