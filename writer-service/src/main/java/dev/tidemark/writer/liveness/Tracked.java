package dev.tidemark.writer.liveness;

import dev.tidemark.common.json.BytewiseOrder;
import dev.tidemark.common.merge.Registers;
import dev.tidemark.common.merge.SessionState;
import dev.tidemark.common.merge.Status;
import dev.tidemark.common.merge.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What is remembered of a session.
///
/// @param state what its announcements said, joined. Of its attributes only those that name its repository
/// @param cut   a session keeps only so many attributes, those of the smallest names. The greatest name that was kept
/// when
///              there were as many, or null when there never were: what has a greater name is gone
/// @param due   when it will be looked at, or null when it will not be
record Tracked(
        SessionState state, @Nullable String cut, @Nullable Instant due) {
    private static final String OWNER = "repo_owner";
    private static final String NAME = "repo_name";

    /// What one announcement says.
    static Tracked of(SessionState announced) {
        SortedMap<String, Version> all = announced.attributes().byName();
        String cut = all.size() < SessionState.MAX_ATTRIBUTES ? null : all.lastKey();
        return new Tracked(announced.with(repositoryOf(all, cut)), cut, null);
    }

    /// Both. When it is due stays what it was here.
    Tracked merge(Tracked announced) {
        SessionState merged = state.merge(announced.state);
        String least = least(cut, announced.cut);
        return new Tracked(merged.with(repositoryOf(merged.attributes().byName(), least)), least, due);
    }

    /// The same, to be looked at then.
    Tracked dueAt(@Nullable Instant then) {
        return new Tracked(state, cut, then);
    }

    /// When an open session is given up, unless something is heard of it; null for one that is not open.
    @Nullable
    Instant deadline(Duration silence, Duration silenceAfterStart) {
        if (state.status() != Status.IN_PROGRESS || state.lastReceivedAt() == null) {
            return null;
        }
        return state.lastReceivedAt().plus(state.heardMore() ? silence : silenceAfterStart);
    }

    private static Registers repositoryOf(SortedMap<String, Version> attributes, @Nullable String cut) {
        SortedMap<String, Version> kept = new TreeMap<>(BytewiseOrder.BYTEWISE);
        for (String name : new String[] {OWNER, NAME}) {
            Version version = attributes.get(name);
            if (version != null && (cut == null || BytewiseOrder.BYTEWISE.compare(name, cut) <= 0)) {
                kept.put(name, version);
            }
        }
        return kept.isEmpty() ? Registers.NONE : new Registers(kept);
    }

    private static @Nullable String least(@Nullable String a, @Nullable String b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return BytewiseOrder.BYTEWISE.compare(a, b) <= 0 ? a : b;
    }
}
