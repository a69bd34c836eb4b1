package dev.tidemark.writer.store;

import java.util.List;
import javax.sql.DataSource;

/// Looks for letters by their words. How many have a word that is only begun, no statistics know, so that it is not
/// left to them how to look: the newest letters are read one by one, which finds a page of what many have; if that
/// was not enough, all that have the words are got from their index, which are few then, and put in order.
///
/// @param dataSource where
record LetterSearch(DataSource dataSource) {
    /// So many letters are read one by one. Words that one in forty has fill a page of fifty from them.
    private static final int NEWEST = 2_000;

    /// The newest of the letters in which there are these words.
    ///
    /// @param where which letters else
    /// @param q     as [LetterFilter] has it
    List<Letter> newest(Where where, String q, int most) throws StoreException {
        return new Query(dataSource, sql(where))
                .list(
                        statement -> {
                            statement.setString(1, q);
                            int next = where.bind(statement, 2);
                            statement.setInt(next, most);
                            statement.setInt(next + 1, most);
                            next = where.bind(statement, next + 2);
                            statement.setInt(next, most);
                            statement.setInt(next + 1, most);
                        },
                        LetterRow::read);
    }

    private static String sql(Where where) {
        return """
            WITH wanted AS MATERIALIZED (SELECT words_begin(?) AS words),
            newest AS MATERIALIZED (
                SELECT d.number FROM dead_letter AS d WHERE %1$s ORDER BY d.number DESC LIMIT %2$d),
            near AS MATERIALIZED (
                SELECT newest.number
                FROM newest
                CROSS JOIN LATERAL (
                    SELECT FROM dead_letter_words AS w
                    WHERE w.number = newest.number AND w.words @@ (SELECT words FROM wanted)
                    OFFSET 0) AS has_them
                ORDER BY newest.number DESC
                LIMIT ?),
            far AS MATERIALIZED (
                SELECT found.number
                FROM (SELECT w.number FROM dead_letter_words AS w
                      WHERE w.words @@ (SELECT words FROM wanted)
                        AND (SELECT count(*) FROM newest) = %2$d AND (SELECT count(*) FROM near) < ?
                      ORDER BY w.number DESC
                      OFFSET 0) AS found
                CROSS JOIN LATERAL (
                    SELECT FROM dead_letter AS d WHERE d.number = found.number AND %1$s OFFSET 0) AS is_one
                WHERE found.number < (SELECT min(number) FROM newest)
                ORDER BY found.number DESC
                LIMIT ?)
            SELECT %3$s
            FROM (SELECT number FROM near UNION ALL SELECT number FROM far) AS page
            JOIN dead_letter AS d USING (number)
            ORDER BY d.number DESC
            LIMIT ?""".formatted(where.sql(), NEWEST, LetterRow.COLUMNS);
    }
}
