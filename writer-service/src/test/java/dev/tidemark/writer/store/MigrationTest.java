package dev.tidemark.writer.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.common.event.Decoded;
import dev.tidemark.common.event.Event;
import dev.tidemark.common.event.EventReader;
import dev.tidemark.common.event.EventTime;
import dev.tidemark.common.event.UserId;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.flywaydb.core.api.MigrationVersion;
import org.junit.jupiter.api.Test;

/// Rows that an older version wrote are joined as if today's had written them.
class MigrationTest {
    private static final UserId ANN = new UserId("ann");
    private static final String SEVEN = "2026-11-21T07:00:00Z";
    private static final long SEVEN_IN_MICROS = 1_795_244_400_000_000L;

    private final TestStore store = TestStore.empty();

    @Test
    void registersOfTheFirstVersionAreJoined() throws Exception {
        // Given
        store.migrate(MigrationVersion.fromVersion("1"));
        run("""
            INSERT INTO session (user_id, session_id, heard_more, attributes, attribute_versions)
            VALUES ('ann', 's', true, '{"a": 1, "b": 1}', '{"a": [%1$d, "e5"], "b": [%1$d, "e5"]}'),
                   ('ann', 'bare', true, '{}', '{}')""".formatted(SEVEN_IN_MICROS));
        run("""
            INSERT INTO record (user_id, name, record_id, fields, field_versions, written_at, written_by)
            VALUES ('ann', 'VERSE', '7', '{"x": 1, "y": 1}', '{"x": [%1$d, "e5"], "y": [%1$d, "e5"]}', '%2$s', 'e5')""".formatted(SEVEN_IN_MICROS, SEVEN));

        // When
        store.migrate(MigrationVersion.LATEST);
        write("e4", "session.heartbeat", "s", "{\"a\": 4, \"c\": 4}");
        write("e6", "session.heartbeat", "s", "{\"b\": 6}");
        write("e6", "session.heartbeat", "bare", "{\"a\": 6}");
        write("e4", "operation", "s", operation("{\"x\": 4, \"z\": 4}"));
        write("e6", "operation", "s", operation("{\"y\": 6}"));

        // Then
        assertThat(textOf("SELECT attributes FROM session WHERE session_id = 's'"))
                .isEqualTo("{\"a\": 1, \"b\": 6, \"c\": 4}");
        assertThat(textOf("SELECT attribute_versions ->> 'a' FROM session WHERE session_id = 's'"))
                .isEqualTo(SEVEN_IN_MICROS + " e5");
        assertThat(textOf("SELECT attributes FROM session WHERE session_id = 'bare'"))
                .isEqualTo("{\"a\": 6}");
        assertThat(textOf("SELECT fields FROM record")).isEqualTo("{\"x\": 1, \"y\": 6, \"z\": 4}");
    }

    private static String operation(String payload) {
        return "{\"operation\": \"UPDATE_VERSE\", \"local_record_id\": 7, \"payload\": " + payload + "}";
    }

    private void write(String id, String type, String session, String data) throws StoreException {
        String json = """
            {"id": "%s", "type": "%s", "session_id": "%s", "occurred_at": "%s", "data": %s}""".formatted(id, type, session, SEVEN, data);
        Event event = ((Decoded.Valid) EventReader.read(json.getBytes(StandardCharsets.UTF_8))).event();
        List<SessionRow> _ = store.store()
                .write(Deliveries.fold(List.of(Deliveries.of(ANN, EventTime.EARLIEST, event))), 0, Locks.WAIT);
    }

    private void run(String sql) throws SQLException {
        try (Connection connection = store.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String textOf(String sql) throws SQLException {
        try (Connection connection = store.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            assertThat(row.next()).isTrue();
            return row.getString(1);
        }
    }
}
