package dev.tidemark.writer.liveness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.common.event.EventId;
import dev.tidemark.common.merge.Registers;
import dev.tidemark.common.merge.SessionState;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What is remembered of a session's attributes.
class TrackedTest {
    private static final Instant AT = Instant.parse("2026-11-21T07:00:00Z");

    @Test
    void aRepositoryThatARowLostToSmallerNamesIsGoneInAnyOrder() {
        Map<String, String> few = new HashMap<>(Map.of("repo_owner", "\"o\"", "repo_name", "\"n\""));
        Map<String, String> many = new HashMap<>(few);
        for (int i = 0; i < SessionState.MAX_ATTRIBUTES - 1; i++) {
            many.put("a%02d".formatted(i), "1"); // 63 smaller names: repo_name is the last that is kept
        }
        Tracked before = Tracked.of(state(few));
        Tracked after = Tracked.of(state(many));

        assertThat(before.state().attributes().byName()).containsOnlyKeys("repo_owner", "repo_name");
        assertThat(before.merge(after).state().attributes().byName()).containsOnlyKeys("repo_name");
        assertThat(after.merge(before).state().attributes().byName()).containsOnlyKeys("repo_name");
    }

    private static SessionState state(Map<String, String> attributes) {
        return new SessionState(AT, AT, AT, AT, null, null, false, Registers.written(AT, new EventId("e"), attributes));
    }
}
