package dev.tidemark.system.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A start is in its row while bulk cannot go on at all; and one that is sent beside a large backlog is there before
/// that
/// backlog is worked off. No clock is in this: it holds on a slow machine and on a fast one.
///
/// The express lane has rebalances of its own, and one that falls on a start makes it late whatever bulk does. So a
/// late start is tried again beside a new backlog: a lane that waited for bulk would be late every time.
final class ExpressIsNotDelayed implements Guarantee {
    private static final int BACKLOG = 12_000;
    private static final int HELD = 60;
    private static final int BURSTS = 4;

    private final List<Probe> probes = new ArrayList<>();
    private int sent;

    /// A session start and the backlog beside it.
    ///
    /// @param backlogWhenSent what bulk had still to write when it was sent
    /// @param backlogWhenSeen and when it was first seen in its row
    private record Probe(long backlogWhenSent, long backlogWhenSeen) {
        boolean besideALargeBacklog() {
            return backlogWhenSent > BACKLOG / 2;
        }

        boolean inTime() {
            return backlogWhenSeen > 0;
        }
    }

    @Override
    public void watch(Run run) {
        try (Connection holder = run.servers().connect()) {
            hold(holder, run);
            send(run, "held-", HELD);
            burst(run);
            probe(run);
            holder.rollback();
        } catch (SQLException broken) {
            throw new AssertionError("the test cannot hold up the bulk lane", broken);
        }
        probe(run);
        while (!lastProves() && probes.size() < BURSTS) {
            burst(run);
            probe(run);
        }
    }

    private boolean lastProves() {
        return probes.getLast().besideALargeBacklog() && probes.getLast().inTime();
    }

    private void burst(Run run) {
        send(run, "visit-" + probes.size() + "-", BACKLOG);
    }

    private void send(Run run, String prefix, int count) {
        run.send(run.workload().visits("burst", prefix, count));
        sent += count;
    }

    /// Takes rows that every thread of the bulk lane is about to write, whatever its partitions.
    private static void hold(Connection holder, Run run) throws SQLException {
        holder.setAutoCommit(false);
        try (var insert = holder.prepareStatement("""
                INSERT INTO page_visit (user_id, event_id, occurred_at, visited_at, data)
                SELECT ?, 'held-' || n, now(), now(), '{}' FROM generate_series(0, ?) AS n""")) {
            insert.setString(1, run.workload().name() + "burst");
            insert.setInt(2, HELD - 1);
            insert.executeUpdate();
        }
    }

    private void probe(Run run) {
        String session = "probe-" + probes.size();
        long before = backlog(run);
        run.send(List.of(run.workload().start("express", session)));
        probes.add(new Probe(
                before,
                await().atMost(Duration.ofMinutes(1))
                        .pollInterval(Duration.ofMillis(20))
                        .until(() -> backlogOnceSeen(run, session), seen -> seen >= 0)));
    }

    private long backlog(Run run) {
        String written = run.servers()
                .sql(
                        "SELECT count(*) FROM page_visit WHERE user_id = ?",
                        run.workload().name() + "burst");
        return sent - Long.parseLong(written);
    }

    /// The backlog, or -1 while the probe is not in its row yet: both as of one moment.
    private long backlogOnceSeen(Run run, String session) {
        String name = run.workload().name();
        String seen = run.servers().sql("""
                        SELECT CASE WHEN EXISTS (SELECT FROM session WHERE user_id = ? AND session_id = ?)
                                    THEN ? - (SELECT count(*) FROM page_visit WHERE user_id = ?)
                                    ELSE -1 END""", name + "express", session, sent, name + "burst");
        return Long.parseLong(seen);
    }

    @Override
    public void check(Run run) {
        assertThat(probes.getFirst())
                .as("a start that was sent while bulk could not go on")
                .matches(Probe::besideALargeBacklog)
                .matches(Probe::inTime);
        assertThat(probes.getLast())
                .as("the last of %s: a start that was sent beside a large backlog", probes)
                .matches(Probe::besideALargeBacklog)
                .matches(Probe::inTime);
    }
}
