package dev.tidemark.writer.store;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The condition of a statement, and the values of its parameters.
final class Where {
    private final List<String> terms = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();

    /// The values alone, of a statement that has its condition.
    static Where values(Object... given) {
        Where where = new Where().with("", given);
        where.terms.clear();
        return where;
    }

    /// The letters, `d` in the statement, that are selected.
    static Where of(Selection selection) {
        return switch (selection) {
            case Selection.Origins(List<String> origins) ->
                new Where().and("d.origin = ANY (?)", origins.toArray(String[]::new));
            case Selection.Group(String group) -> new Where().and("d.fingerprint = ?", group);
            case Selection.Filtered(LetterFilter filter) -> of(filter);
        };
    }

    /// The same for a filter.
    static Where of(LetterFilter filter) {
        return butForWords(filter)
                .and(
                        "d.number IN (SELECT w.number FROM dead_letter_words AS w"
                                + " WHERE w.words @@ (SELECT words_begin(?)))",
                        filter.q());
    }

    /// The same without the words that are looked for.
    static Where butForWords(LetterFilter filter) {
        return new Where()
                .and("d.fingerprint = ?", filter.group())
                .and("d.event_type = ?", filter.type())
                .and("d.user_id = ?", filter.user())
                .and("d.status = ?", filter.status())
                .and("d.last_failed_at >= ?", filter.from())
                .and("d.last_failed_at < ?", filter.to());
    }

    /// And this, unless there is no value for its one parameter.
    Where and(String term, @Nullable Object value) {
        return value == null ? this : with(term, value);
    }

    /// And this, whose parameters have these values.
    Where with(String term, Object... given) {
        terms.add(term);
        for (Object value : given) {
            values.add(value instanceof Instant time ? OffsetDateTime.ofInstant(time, ZoneOffset.UTC) : value);
        }
        return this;
    }

    String sql() {
        return terms.isEmpty() ? "true" : String.join(" AND ", terms);
    }

    /// Sets the parameters.
    ///
    /// @param from which of the statement's is the first
    /// @return which comes after the last
    int bind(PreparedStatement statement, int from) throws SQLException {
        int next = from;
        for (Object value : values) {
            statement.setObject(next++, value);
        }
        return next;
    }
}
