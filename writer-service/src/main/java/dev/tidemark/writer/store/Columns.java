package dev.tidemark.writer.store;

import dev.tidemark.common.event.EventTime;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.function.Function;
import java.util.function.IntFunction;
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
        return bind("text", column, String[]::new);
    }

    /// Times travel as microseconds since 1970.
    Columns<T> times(Function<T, @Nullable Instant> column) throws SQLException {
        return bind(
                "int8",
                row -> {
                    Instant time = column.apply(row);
                    return time == null ? null : EventTime.toMicros(time);
                },
                Long[]::new);
    }

    Columns<T> numbers(ToLongFunction<T> column) throws SQLException {
        return bind("int8", column::applyAsLong, Long[]::new);
    }

    Columns<T> flags(Predicate<T> column) throws SQLException {
        return bind("bool", column::test, Boolean[]::new);
    }

    Columns<T> bytes(Function<T, byte @Nullable []> column) throws SQLException {
        return bind("bytea", column, byte[][]::new);
    }

    private <V> Columns<T> bind(String type, Function<T, @Nullable V> column, IntFunction<@Nullable V[]> array)
            throws SQLException {
        @Nullable V[] values = array.apply(rows.size());
        int i = 0;
        for (T row : rows) {
            values[i++] = column.apply(row);
        }
        statement.setArray(++bound, statement.getConnection().createArrayOf(type, values));
        return this;
    }
}
