package dev.tidemark.writer.store;

import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// Some of a long list, newest first.
///
/// @param items what is on it
/// @param next  after which the next one begins; null when this is the last one
public record Page<T>(List<T> items, @Nullable Long next) {
    /// A page of what was read, one more than wanted to see whether that is all.
    static <T> Page<T> of(List<T> oneMore, int wanted, ToLongFunction<T> number) {
        if (oneMore.size() <= wanted) {
            return new Page<>(List.copyOf(oneMore), null);
        }
        List<T> items = List.copyOf(oneMore.subList(0, wanted));
        return new Page<>(items, number.applyAsLong(items.getLast()));
    }
}
