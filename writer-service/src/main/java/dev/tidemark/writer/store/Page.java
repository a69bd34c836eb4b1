package dev.tidemark.writer.store;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Some of a long list, newest first.
///
/// @param items what is on it
/// @param next  after which the next one begins; null when this is the last one
/// @param <T>   what is listed
/// @param <P>   a place in the list
public record Page<T, P>(List<T> items, @Nullable P next) {
    /// A page of what was read, one more than wanted to see whether that is all.
    static <T, P> Page<T, P> of(List<T> oneMore, int wanted, Function<T, P> place) {
        if (oneMore.size() <= wanted) {
            return new Page<>(List.copyOf(oneMore), null);
        }
        List<T> items = List.copyOf(oneMore.subList(0, wanted));
        return new Page<>(items, place.apply(items.getLast()));
    }
}
