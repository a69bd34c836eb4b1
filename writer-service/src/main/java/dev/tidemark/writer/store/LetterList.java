package dev.tidemark.writer.store;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// The dead letters as they are read.
@ApplicationScoped
public class LetterList {
    private static final int MOST_GROUPS = 500;
    private static final String CONTENTS =
            "SELECT key, value, edited, headers::text AS headers FROM dead_letter WHERE origin = ?";
    private static final String HISTORY = """
            SELECT failed_at, failure, detail, sql_state, attempts, replay FROM dead_letter_death
            WHERE origin = ?
            ORDER BY failed_at, partition, "offset"
            LIMIT 1000""";

    private final DataSource dataSource;

    LetterList(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /// Letters, newest first. Pages have no gaps and no repeats, however many letters arrive meanwhile.
    ///
    /// @param after after which letter it goes on
    public Page<Letter, Long> page(LetterFilter filter, int limit, @Nullable Long after) throws StoreException {
        Where where = Where.butForWords(filter).and("d.number < ?", after);
        return Page.of(newest(filter, where, limit + 1), limit, Letter::number);
    }

    private List<Letter> newest(LetterFilter filter, Where where, int most) throws StoreException {
        String q = filter.q();
        if (q != null) {
            return new LetterSearch(dataSource).newest(where, q, most);
        }
        boolean isOfTime = filter.from() != null || filter.to() != null;
        return isOfTime ? LettersOfTime.in(dataSource).newest(where, most) : newest(where, most);
    }

    private List<Letter> newest(Where where, int most) throws StoreException {
        // Which letters are on a page, the indexes know without them.
        String sql = """
            WITH page AS MATERIALIZED (
                SELECT d.number FROM dead_letter AS d WHERE %s ORDER BY d.number DESC LIMIT ?)
            SELECT %s FROM page JOIN dead_letter AS d USING (number) ORDER BY d.number DESC""".formatted(where.sql(), LetterRow.COLUMNS);
        return new Query(dataSource, sql)
                .list(statement -> statement.setInt(where.bind(statement, 1), most), LetterRow::read);
    }

    /// One letter.
    public Optional<Letter> find(String origin) throws StoreException {
        return new Query(dataSource, "SELECT " + LetterRow.COLUMNS + " FROM dead_letter AS d WHERE d.origin = ?")
                .list(statement -> statement.setString(1, origin), LetterRow::read).stream()
                        .findFirst();
    }

    /// What a letter carries.
    public Optional<LetterContents> contents(String origin) throws StoreException {
        return new Query(dataSource, CONTENTS)
                        .list(
                                statement -> statement.setString(1, origin),
                                row -> new LetterContents(
                                        bytes(row, "key"),
                                        bytes(row, "value"),
                                        bytes(row, "edited"),
                                        row.getString("headers")))
                        .stream()
                        .findFirst();
    }

    /// The first thousand deaths of a letter, oldest first.
    public List<PastDeath> history(String origin) throws StoreException {
        return new Query(dataSource, HISTORY)
                .list(
                        statement -> statement.setString(1, origin),
                        row -> new PastDeath(
                                LetterRow.time(row, "failed_at"),
                                row.getString("failure"),
                                row.getString("detail"),
                                row.getString("sql_state"),
                                row.getInt("attempts"),
                                row.getObject("replay", UUID.class)));
    }

    /// The 500 groups in which somebody died last, newest first.
    ///
    /// @param status only those that have letters of this status: `open`, `discarded` or `applied`
    public List<LetterGroup> groups(@Nullable String status) throws StoreException {
        String counted =
                switch (status) {
                    case null -> "open + discarded + applied";
                    case "open", "discarded", "applied" -> status;
                    default -> throw new IllegalArgumentException("status is open, discarded or applied");
                };
        String sql = "SELECT * FROM dead_letter_group WHERE " + counted + " > 0 ORDER BY last_failed_at DESC LIMIT "
                + MOST_GROUPS;
        return new Query(dataSource, sql).list(_ -> {}, LetterList::group);
    }

    /// How many letters wait for an operator.
    public long countOpen() throws StoreException {
        return new Query(dataSource, "SELECT coalesce(sum(open), 0)::bigint AS open FROM dead_letter_group")
                .list(_ -> {}, row -> row.getLong("open"))
                .getFirst();
    }

    /// Letters that wait for an operator, of one failure and type.
    public record Open(String failure, @Nullable String type, long letters) {}

    /// How many letters wait for an operator, most first; at most a thousand failures and types.
    public List<Open> open() throws StoreException {
        return new Query(dataSource, """
                SELECT failure, event_type, sum(open) AS letters FROM dead_letter_group WHERE open > 0
                GROUP BY failure, event_type ORDER BY letters DESC LIMIT 1000""")
                .list(
                        _ -> {},
                        row -> new Open(row.getString("failure"), row.getString("event_type"), row.getLong("letters")));
    }

    /// Since when the oldest of them waits; nothing when none does.
    public Optional<Instant> oldestOpen() throws StoreException {
        return new Query(dataSource, "SELECT min(first_failed_at) AS oldest FROM dead_letter WHERE status = 'open'")
                .list(_ -> {}, row -> Optional.ofNullable(LetterRow.timeOrNull(row, "oldest")))
                .getFirst();
    }

    private static LetterGroup group(ResultSet row) throws SQLException {
        return new LetterGroup(
                row.getString("fingerprint"),
                row.getString("failure"),
                row.getString("event_type"),
                row.getString("message"),
                row.getLong("open"),
                row.getLong("discarded"),
                row.getLong("applied"),
                LetterRow.time(row, "first_failed_at"),
                LetterRow.time(row, "last_failed_at"));
    }

    private static @Nullable Bytes bytes(ResultSet row, String column) throws SQLException {
        byte @Nullable [] bytes = row.getBytes(column);
        return bytes == null ? null : Bytes.of(bytes);
    }
}
