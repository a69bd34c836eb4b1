package dev.tidemark.writer.liveness;

import static dev.tidemark.writer.liveness.Streams.NOON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.internals.InMemoryKeyValueStore;
import org.junit.jupiter.api.Test;

/// What looking for due sessions finds, and what it costs.
class DueSessionsTest {
    private final CountedStore store = new CountedStore();
    private final DueSessions due = new DueSessions(store);

    @Test
    void takesWhatIsDueInOrderAndNothingElse() {
        put(NOON.plusSeconds(3), "c");
        put(NOON.plusSeconds(1), "a");
        put(NOON.plusSeconds(9), "later");
        put(NOON.plusSeconds(2), "b");

        assertThat(take(NOON.plusSeconds(5), 10)).containsExactly("a", "b", "c");
        assertThat(take(NOON.plusSeconds(5), 10)).isEmpty();
        assertThat(take(NOON.plusSeconds(10), 10)).containsExactly("later");
    }

    @Test
    void whatIsPutBehindTheLastLookIsFound() {
        assertThat(take(NOON, 10)).isEmpty();
        put(NOON.minusSeconds(100), "late");
        assertThat(take(NOON.plusSeconds(1), 10)).containsExactly("late");
    }

    @Test
    void takesNoMoreThanItIsAskedForAndTheRestNext() {
        for (int i = 0; i < 5; i++) {
            put(NOON, "s-" + i);
        }
        Instant later = NOON.plusSeconds(1);
        assertThat(take(later, 2)).containsExactly("s-0", "s-1");
        assertThat(take(later, 2)).containsExactly("s-2", "s-3");
        assertThat(take(later, 2)).containsExactly("s-4");
    }

    @Test
    void aLookReadsWhatIsDueHoweverManyWait() {
        for (int i = 0; i < 10_000; i++) {
            put(NOON.plusSeconds(3_600 + i), "waiting-" + i);
        }
        put(NOON, "due");
        store.read = 0;

        assertThat(take(NOON.plusSeconds(1), 100)).containsExactly("due");

        assertThat(store.read).isEqualTo(1);
    }

    private void put(Instant at, String session) {
        due.put(new DueKey(at, Bytes.wrap(session.getBytes(UTF_8))));
    }

    private List<String> take(Instant until, int most) {
        List<String> taken = new ArrayList<>();
        due.take(until, most).forEach(key -> taken.add(new String(key.session().get(), UTF_8)));
        return taken;
    }

    /// Counts what is read of it.
    private static final class CountedStore extends InMemoryKeyValueStore {
        private int read;

        CountedStore() {
            super("due");
        }

        @Override
        public void init(StateStoreContext context, StateStore root) {
            throw new UnsupportedOperationException();
        }

        @Override
        public synchronized KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
            KeyValueIterator<Bytes, byte[]> all = super.range(from, to);
            return new KeyValueIterator<>() {
                @Override
                public void close() {
                    all.close();
                }

                @Override
                public Bytes peekNextKey() {
                    return all.peekNextKey();
                }

                @Override
                public boolean hasNext() {
                    return all.hasNext();
                }

                @Override
                public KeyValue<Bytes, byte[]> next() {
                    read++;
                    return all.next();
                }
            };
        }
    }
}
