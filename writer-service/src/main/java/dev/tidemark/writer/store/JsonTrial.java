package dev.tidemark.writer.store;

import dev.tidemark.common.merge.RecordState;
import dev.tidemark.common.merge.Registers;
import dev.tidemark.common.merge.RowState;
import dev.tidemark.common.merge.SessionState;
import dev.tidemark.writer.batch.Batch;
import dev.tidemark.writer.batch.Failure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What the store has against texts as JSON: of all of them at once, since here it tells what it otherwise fails with.
/// It reads them with the very function that the casts of the real statements call, to the same SQLSTATE.
final class JsonTrial {
    private static final String REFUSED = """
            SELECT DISTINCT ON (batch) batch, sql_error_code
            FROM unnest(?::bigint[], ?::text[]) WITH ORDINALITY AS given (batch, json, place)
            CROSS JOIN LATERAL pg_input_error_info(json, 'jsonb')
            WHERE sql_error_code IS NOT NULL
            ORDER BY batch, place""";

    private JsonTrial() {}

    private record Text(int batch, String json) {}

    /// Tries the JSON of batches out.
    ///
    /// @return by number, those that the store would not take, with what their first such text makes it say
    static Map<Integer, Failure> of(Connection connection, List<Batch> batches) throws SQLException {
        List<Text> texts = new ArrayList<>();
        for (int i = 0; i < batches.size(); i++) {
            for (String json : texts(batches.get(i))) {
                texts.add(new Text(i, json));
            }
        }
        Map<Integer, Failure> refused = new HashMap<>();
        if (texts.isEmpty()) {
            return refused;
        }
        try (PreparedStatement statement = connection.prepareStatement(REFUSED)) {
            new Columns<>(statement, texts).numbers(Text::batch).texts(Text::json);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    refused.put(rows.getInt("batch"), StoreException.failure(rows.getString("sql_error_code")));
                }
            }
        }
        return refused;
    }

    /// All that becomes JSON in the store, in the order in which it is written.
    private static List<String> texts(Batch batch) {
        List<String> texts = new ArrayList<>();
        for (Map<Batch.RowKey, RowState> rows : batch.rows().values()) {
            rows.values().forEach(row -> texts.add(row.event().data()));
        }
        for (RecordState record : batch.records().values()) {
            add(texts, record.fields());
        }
        for (SessionState session : batch.sessions().values()) {
            if (session.end() != null) {
                texts.add(session.end().version().value());
            }
            add(texts, session.attributes());
        }
        return texts;
    }

    private static void add(List<String> texts, Registers registers) {
        if (!registers.byName().isEmpty()) {
            RegistersJson json = RegistersJson.of(registers);
            texts.add(json.values());
            texts.add(json.versions());
        }
    }
}
