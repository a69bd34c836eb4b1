package dev.tidemark.writer.store;

import dev.tidemark.common.merge.RecordState;
import dev.tidemark.common.merge.Version;
import dev.tidemark.writer.batch.Batch.RecordKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `record`: the algebra of [RecordState] in SQL.
final class RecordTable {
    private static final String MERGED = """
            merge_registers(r.fields, r.field_versions, r.field_span, excluded.fields, excluded.field_versions,
                            excluded.field_span, %d)""".formatted(RecordState.MAX_FIELDS);

    private static final String UPSERT = """
            INSERT INTO record AS r (
                user_id, name, record_id, fields, field_versions, field_span, written_at, written_by, deleted_at,
                deleted_by)
            SELECT user_id, name, record_id, fields::jsonb, field_versions::jsonb, ARRAY[oldest, newest, names],
                   time_of(written_at), written_by, time_of(deleted_at), deleted_by
            FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[],
                        ?::bigint[], ?::text[], ?::bigint[], ?::text[])
                AS given (user_id, name, record_id, fields, field_versions, oldest, newest, names, written_at,
                          written_by, deleted_at, deleted_by)
            ORDER BY user_id COLLATE "C", name COLLATE "C", record_id COLLATE "C"
            ON CONFLICT (user_id, name, record_id) DO UPDATE SET
                (fields, field_versions, field_span) = (SELECT * FROM %1$s),
                (written_at, written_by) = (
                    SELECT * FROM (VALUES (r.written_at, r.written_by), (excluded.written_at, excluded.written_by))
                        AS writes (at, by)
                    ORDER BY at DESC NULLS LAST, by COLLATE "C" DESC LIMIT 1),
                (deleted_at, deleted_by) = (
                    SELECT * FROM (VALUES (r.deleted_at, r.deleted_by), (excluded.deleted_at, excluded.deleted_by))
                        AS deletes (at, by)
                    ORDER BY at DESC NULLS LAST, by COLLATE "C" DESC LIMIT 1)
            WHERE excluded.deleted_at IS NOT NULL
                  AND (r.deleted_at IS NULL
                       OR (excluded.deleted_at, excluded.deleted_by) > (r.deleted_at, r.deleted_by))
               OR excluded.written_at IS NOT NULL
                  AND (r.written_at IS NULL
                       OR (excluded.written_at, excluded.written_by) > (r.written_at, r.written_by))
               OR excluded.fields <> '{}'
                  AND (SELECT (merged, merged_versions)::text FROM %1$s)
                      IS DISTINCT FROM (r.fields, r.field_versions)::text""".formatted(MERGED);

    private RecordTable() {}

    static void upsert(Connection connection, Map<RecordKey, RecordState> records) throws SQLException {
        if (records.isEmpty()) {
            return;
        }
        List<Given> given = records.entrySet().stream().map(Given::of).toList();
        try (PreparedStatement statement = connection.prepareStatement(UPSERT)) {
            new Columns<>(statement, given)
                    .texts(g -> g.key.user().value())
                    .texts(g -> g.key.name())
                    .texts(g -> g.key.record())
                    .texts(g -> g.fields.values())
                    .texts(g -> g.fields.versions())
                    .times(g -> g.state.fields().oldest())
                    .times(g -> g.state.fields().newest())
                    .numbers(g -> g.state.fields().byName().size())
                    .times(g -> timeOf(g.state.written()))
                    .texts(g -> eventOf(g.state.written()))
                    .times(g -> timeOf(g.state.tombstone()))
                    .texts(g -> eventOf(g.state.tombstone()));
            statement.executeUpdate();
        }
    }

    /// What is to be joined into the table.
    private record Given(RecordKey key, RecordState state, RegistersJson fields) {
        static Given of(Map.Entry<RecordKey, RecordState> entry) {
            return new Given(
                    entry.getKey(),
                    entry.getValue(),
                    RegistersJson.of(entry.getValue().fields()));
        }
    }

    private static @Nullable Instant timeOf(@Nullable Version version) {
        return version == null ? null : version.occurredAt();
    }

    private static @Nullable String eventOf(@Nullable Version version) {
        return version == null ? null : version.event().value();
    }
}
