package dev.tidemark.common.merge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.common.event.Event;
import dev.tidemark.common.event.RandomHistory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/// The laws on which every promise about duplicates and order rests. A failing run prints its seed.
class AlgebraTest {
    private static final Instant RECEIVED = Instant.parse("2026-11-21T07:00:01Z");

    @Property(tries = 2_000)
    void sessionsAreTheSameHoweverTheirEventsAreOrderedRepeatedAndGrouped(@ForAll long seed) {
        // Given
        List<SessionState> states = new RandomHistory(seed)
                .next().stream().map(event -> SessionState.of(event, RECEIVED)).toList();

        // When
        SessionState inOrder = states.stream().reduce(SessionState::merge).orElseThrow();

        // Then
        Random random = new Random(seed);
        for (int run = 0; run < 3; run++) {
            assertThat(reduceAnyhow(shuffledWithRepeats(states, random), random))
                    .isEqualTo(inOrder);
        }
        assertThat(inOrder.merge(inOrder)).isEqualTo(inOrder);
    }

    @Property(tries = 2_000)
    void recordsAreTheSameHoweverTheirFieldsAreOrderedRepeatedAndGrouped(@ForAll long seed) {
        // Given
        List<RecordState> states = new RandomHistory(seed)
                .next().stream()
                        .filter(Event.WithRow.class::isInstance)
                        .map(event -> recordOf(event))
                        .toList();
        if (states.isEmpty()) {
            return;
        }

        // When
        RecordState inOrder = states.stream().reduce(RecordState::merge).orElseThrow();

        // Then
        Random random = new Random(seed);
        List<RecordState> anyhow = shuffledWithRepeats(states, random);
        assertThat(anyhow.stream().reduce(RecordState::merge).orElseThrow()).isEqualTo(inOrder);
        assertThat(inOrder.merge(inOrder)).isEqualTo(inOrder);
    }

    @Property(tries = 2_000)
    void versionsTieOnlyWhenTheyAreEqual(@ForAll long seed) {
        List<Version> versions = new RandomHistory(seed)
                .next().stream()
                        .filter(Event.WithRow.class::isInstance)
                        .map(event -> RowState.of((Event.WithRow) event).version())
                        .toList();

        for (Version one : versions) {
            for (Version other : versions) {
                assertThat(one.compareTo(other) == 0).isEqualTo(one.equals(other));
                assertThat(Integer.signum(one.compareTo(other))).isEqualTo(-Integer.signum(other.compareTo(one)));
            }
        }
    }

    /// Merges neighbours in any order until one is left.
    private static SessionState reduceAnyhow(List<SessionState> states, Random random) {
        List<SessionState> left = new ArrayList<>(states);
        while (left.size() > 1) {
            int at = random.nextInt(left.size() - 1);
            left.set(at, left.get(at).merge(left.remove(at + 1)));
        }
        return left.getFirst();
    }

    private static <T> List<T> shuffledWithRepeats(List<T> items, Random random) {
        List<T> shuffled = new ArrayList<>(items);
        for (int i = random.nextInt(4); i > 0; i--) {
            shuffled.add(items.get(random.nextInt(items.size())));
        }
        Collections.shuffle(shuffled, random);
        return shuffled;
    }

    private static RecordState recordOf(Event event) {
        var envelope = event.envelope();
        return event instanceof Event.Operation operation
                ? RecordState.written(envelope.occurredAt(), envelope.id(), operation.payload())
                : RecordState.deleted(envelope.occurredAt(), envelope.id());
    }
}
