package dev.tidemark.writer.store;

import dev.tidemark.common.event.EventTime;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// Binds the rows of one statement column by column, as the arrays that `unnest` turns into rows again.
///
/// @param <T> a row
final class Columns<T> {
    private final PreparedStatement statement;
    private final Collection<T> rows;
    private int bound;

    Columns(PreparedStatement statement, Collection<T> rows) {
        this.statement = statement;
        this.rows = rows;
    }

    Columns<T> texts(Function<T, @Nullable String> column) throws SQLException {
        return bind("text", rows.stream().map(column).toArray(String[]::new));
    }

    /// Times travel as microseconds since 1970.
    Columns<T> times(Function<T, @Nullable Instant> column) throws SQLException {
        return bind(
                "int8",
                rows.stream()
                        .map(column)
                        .map(time -> time == null ? null : EventTime.toMicros(time))
                        .toArray(Long[]::new));
    }

    Columns<T> numbers(ToLongFunction<T> column) throws SQLException {
        return bind("int8", rows.stream().mapToLong(column).boxed().toArray(Long[]::new));
    }

    Columns<T> flags(Predicate<T> column) throws SQLException {
        return bind("bool", rows.stream().map(column::test).toArray(Boolean[]::new));
    }

    private Columns<T> bind(String type, @Nullable Object[] values) throws SQLException {
        statement.setArray(++bound, statement.getConnection().createArrayOf(type, values));
        return this;
    }
}
