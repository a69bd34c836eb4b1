package dev.tidemark.writer;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The last 1,000 events of a lane, and who of its users had dead letters among them. Not safe for several threads.
final class DeadLetterWindow {
    private static final int EVENTS = 1_000;
    private static final int MOST_DEAD = 500;
    private static final int FEWEST_USERS = 20;
    private static final String ALIVE = "\0";

    private final Deque<String> last;
    private final Map<String, Integer> deadByUser;
    private int dead;

    DeadLetterWindow() {
        this.last = new ArrayDeque<>();
        this.deadByUser = new HashMap<>();
    }

    private DeadLetterWindow(DeadLetterWindow other) {
        this.last = new ArrayDeque<>(other.last);
        this.deadByUser = new HashMap<>(other.deadByUser);
        this.dead = other.dead;
    }

    DeadLetterWindow copy() {
        return new DeadLetterWindow(this);
    }

    /// One more event.
    ///
    /// @param dead whose dead letter it is; null for one that is none
    void add(@Nullable String dead) {
        if (dead == null) {
            addAlive();
        } else {
            addDead(dead);
        }
    }

    void addAlive() {
        push(ALIVE);
    }

    void addDead(String user) {
        push(user);
        dead++;
        deadByUser.merge(user, 1, Integer::sum);
    }

    private void push(String outcome) {
        last.addLast(outcome);
        if (last.size() > EVENTS) {
            String oldest = last.removeFirst();
            if (!oldest.equals(ALIVE)) {
                dead--;
                deadByUser.computeIfPresent(oldest, (_, letters) -> letters == 1 ? null : letters - 1);
            }
        }
    }

    /// Whether so many, of so many users, are dead that the fault is hardly theirs.
    boolean isFlooded() {
        return dead > MOST_DEAD && deadByUser.size() >= FEWEST_USERS;
    }

    int dead() {
        return dead;
    }

    int users() {
        return deadByUser.size();
    }
}
