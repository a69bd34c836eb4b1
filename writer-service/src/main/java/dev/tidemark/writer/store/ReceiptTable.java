package dev.tidemark.writer.store;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidemark.writer.batch.ReceiptMarks;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// `receipt`: what became of events, joined by OR.
final class ReceiptTable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String UPSERT = """
            INSERT INTO receipt AS r (receipt, source, sender, size, applied, dead, reasons)
            SELECT receipt::uuid, source, sender, size, applied::bit varying, dead::bit varying, reasons::jsonb
            FROM unnest(?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::text[], ?::text[])
                AS given (receipt, source, sender, size, applied, dead, reasons)
            ORDER BY receipt COLLATE "C", source COLLATE "C"
            ON CONFLICT (receipt, source) DO UPDATE SET
                applied = or_bits(r.applied, excluded.applied),
                dead = or_bits(r.dead, excluded.dead),
                reasons = r.reasons || excluded.reasons
            WHERE r.sender = excluded.sender
              AND (or_bits(r.applied, excluded.applied), or_bits(r.dead, excluded.dead))
                  IS DISTINCT FROM (r.applied, r.dead)""";

    private ReceiptTable() {}

    static void markApplied(Connection connection, ReceiptMarks applied) throws SQLException {
        upsert(connection, applied, marks -> bits(marks.indexes()), _ -> "", Map.of());
    }

    static void markDead(Connection connection, ReceiptMarks dead, Map<ReceiptMarks.Key, Map<Integer, String>> reasons)
            throws SQLException {
        upsert(connection, dead, _ -> "", marks -> bits(marks.indexes()), reasons);
    }

    private static void upsert(
            Connection connection,
            ReceiptMarks marks,
            Function<ReceiptMarks.Marks, String> applied,
            Function<ReceiptMarks.Marks, String> dead,
            Map<ReceiptMarks.Key, Map<Integer, String>> reasons)
            throws SQLException {
        Set<Map.Entry<ReceiptMarks.Key, ReceiptMarks.Marks>> rows =
                marks.byKey().entrySet();
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(UPSERT)) {
            new Columns<>(statement, rows)
                    .texts(row -> row.getKey().receipt().toString())
                    .texts(row -> row.getKey().source())
                    .texts(row -> row.getValue().sender().value())
                    .numbers(row -> row.getValue().size())
                    .texts(row -> applied.apply(row.getValue()))
                    .texts(row -> dead.apply(row.getValue()))
                    .texts(row -> JSON.valueToTree(reasons.getOrDefault(row.getKey(), Map.of()))
                            .toString());
            statement.executeUpdate();
        }
    }

    private static String bits(BitSet indexes) {
        StringBuilder bits = new StringBuilder(indexes.length());
        for (int i = 0; i < indexes.length(); i++) {
            bits.append(indexes.get(i) ? '1' : '0');
        }
        return bits.toString();
    }
}
