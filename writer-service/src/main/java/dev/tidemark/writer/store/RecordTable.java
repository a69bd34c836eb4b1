package dev.tidemark.writer.store;

import dev.tidemark.common.merge.RecordState;
import dev.tidemark.common.merge.Version;
import dev.tidemark.writer.batch.Batch.RecordKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `record`: the algebra of [RecordState] in SQL.
final class RecordTable {
    private static final String MERGED = """
            merge_registers(r.fields, r.field_versions, r.field_span, excluded.fields, excluded.field_versions,
                            excluded.field_span, 2147483647)""";

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
               OR excluded.fields <> '{}'
                  AND (SELECT (merged, merged_versions)::text FROM %1$s)
                      IS DISTINCT FROM (r.fields, r.field_versions)::text""".formatted(MERGED);

    private RecordTable() {}

    static void upsert(Connection connection, Map<RecordKey, RecordState> records) throws SQLException {
        if (records.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(UPSERT)) {
            new Columns<>(statement, records.entrySet())
                    .texts(r -> r.getKey().user().value())
                    .texts(r -> r.getKey().name())
                    .texts(r -> r.getKey().record())
                    .texts(r -> RegistersJson.values(r.getValue().fields()))
                    .texts(r -> RegistersJson.versions(r.getValue().fields()))
                    .times(r -> r.getValue().fields().oldest())
                    .times(r -> r.getValue().fields().newest())
                    .numbers(r -> r.getValue().fields().byName().size())
                    .times(r -> timeOf(r.getValue().fields().latest()))
                    .texts(r -> eventOf(r.getValue().fields().latest()))
                    .times(r -> timeOf(r.getValue().tombstone()))
                    .texts(r -> eventOf(r.getValue().tombstone()));
            statement.executeUpdate();
        }
    }

    private static @Nullable Instant timeOf(@Nullable Version version) {
        return version == null ? null : version.occurredAt();
    }

    private static @Nullable String eventOf(@Nullable Version version) {
        return version == null ? null : version.event().value();
    }
}
