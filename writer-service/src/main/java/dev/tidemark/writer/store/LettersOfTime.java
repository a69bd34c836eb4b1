package dev.tidemark.writer.store;

import java.util.List;
import javax.sql.DataSource;

/// Looks for letters of a span of time. In the order of their numbers, those of long ago are behind all that is newer,
/// and no statistics know that numbers grow with time. So it is looked first how many there are: a few are got by their
/// time and put in order; of many, a page is soon found in that order.
///
/// @param dataSource where
/// @param few        so many are got at most, and are many then
record LettersOfTime(DataSource dataSource, int few) {
    /// Where a million letters are, so many are a tenth of them.
    private static final int FEW = 100_000;

    static LettersOfTime in(DataSource dataSource) {
        return new LettersOfTime(dataSource, FEW);
    }

    /// The newest of these letters, by number.
    List<Letter> newest(Where where, int most) throws StoreException {
        return new Query(dataSource, sql(where))
                .list(
                        statement -> {
                            int next = where.bind(statement, 1);
                            statement.setInt(next, most);
                            statement.setInt(where.bind(statement, next + 1), most);
                        },
                        LetterRow::read);
    }

    private String sql(Where where) {
        return """
            WITH few AS MATERIALIZED (
                SELECT d.number FROM dead_letter AS d WHERE %1$s LIMIT %2$d),
            page AS MATERIALIZED (
                (SELECT number FROM few WHERE (SELECT count(*) FROM few) < %2$d ORDER BY number DESC LIMIT ?)
                UNION ALL
                (SELECT d.number FROM dead_letter AS d WHERE %1$s AND (SELECT count(*) FROM few) = %2$d
                 ORDER BY d.number DESC LIMIT ?))
            SELECT %3$s FROM page JOIN dead_letter AS d USING (number) ORDER BY d.number DESC""".formatted(where.sql(), few, LetterRow.COLUMNS);
    }
}
