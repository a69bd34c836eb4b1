package dev.tidemark.writer.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;

/// Reads receipts: the rows of all source partitions, ORed.
@ApplicationScoped
public class Receipts {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ROWS = """
            SELECT size, applied::text AS applied, reasons::text AS reasons
            FROM receipt WHERE receipt = ? AND sender = ?""";

    private final DataSource dataSource;

    Receipts(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /// A sender's receipt, or nothing while nothing is known of it.
    ///
    /// @throws StoreException when the store is away
    public Optional<Receipt> find(UUID receipt, String sender) throws StoreException {
        return new Query(dataSource, ROWS).run(statement -> {
            statement.setObject(1, receipt);
            statement.setString(2, sender);
            try (ResultSet rows = statement.executeQuery()) {
                return read(rows);
            }
        });
    }

    private static Optional<Receipt> read(ResultSet rows) throws SQLException {
        int size = 0;
        BitSet applied = new BitSet();
        SortedMap<Integer, String> dead = new TreeMap<>();
        while (rows.next()) {
            size = Math.max(size, rows.getInt("size"));
            setBits(applied, rows.getString("applied"));
            addReasons(dead, rows.getString("reasons"));
        }
        dead.keySet().removeIf(applied::get);
        return size == 0 ? Optional.empty() : Optional.of(new Receipt(size, applied, dead));
    }

    private static void setBits(BitSet set, String bits) {
        for (int i = bits.indexOf('1'); i >= 0; i = bits.indexOf('1', i + 1)) {
            set.set(i);
        }
    }

    private static void addReasons(Map<Integer, String> dead, String reasons) {
        try {
            for (Map.Entry<String, JsonNode> reason : JSON.readTree(reasons).properties()) {
                dead.put(Integer.valueOf(reason.getKey()), reason.getValue().asText());
            }
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("the store holds reasons that are no JSON", impossible);
        }
    }
}
