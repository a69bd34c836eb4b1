package dev.tidemark.bench.writer;

import dev.tidemark.bench.Progress;
import dev.tidemark.bench.writer.Contender.Run;
import dev.tidemark.bench.writer.WriterReport.Conditions;
import dev.tidemark.bench.writer.WriterReport.Measured;
import dev.tidemark.bench.writer.WriterReport.Memory;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

/// The whole measurement: start everything, warm everything up, then round by round the contenders in turn, each
/// through all workloads.
///
/// @param events    how many each workload has
/// @param rounds    how many of each kind are reported
/// @param workloads which
/// @param before    how many sessions are in the tables already
/// @param debezium  whether the peer takes part
/// @param liveness  whether the writer gives up sessions and sums up minutes meanwhile
/// @param progress  is told what is going on
record WriterBenchmark(
        long events,
        int rounds,
        SortedSet<Workload> workloads,
        long before,
        boolean debezium,
        boolean liveness,
        Progress progress) {
    private static final int WARM_UPS = 2;

    WriterReport measure() throws IOException, SQLException {
        progress.tell("starting a fresh broker, a fresh PostgreSQL and the writer");
        try (WriterRig rig = WriterRig.start(liveness);
                Rows sessions = rig.sessions()) {
            if (!debezium) {
                return measure(rig, sessions, Optional.empty());
            }
            progress.tell("starting Kafka Connect with Debezium's sink");
            try (Debezium peer = Debezium.start(rig)) {
                return measure(rig, sessions, Optional.of(peer));
            }
        }
    }

    private WriterReport measure(WriterRig rig, Rows sessions, Optional<Debezium> peer)
            throws IOException, SQLException {
        if (before > 0) {
            progress.tell("putting %,d sessions into the tables", before);
            new SessionBefore(before).insert(rig.jdbcUrl(), peer.isPresent());
        }
        List<Contender> contenders = new ArrayList<>(List.of(rig.writer(sessions)));
        peer.ifPresent(it -> contenders.add(it.contender()));
        contenders.add(new FromSql(WriterReport.ONE_CONNECTION, sessions, rig, 1));
        contenders.add(new FromSql(WriterReport.TWO_CONNECTIONS, sessions, rig, 2));
        for (Contender contender : contenders) {
            warm(contender);
        }
        Map<Workload, Measured> measured = new LinkedHashMap<>();
        workloads.forEach(workload -> measured.put(workload, Measured.nothingYet()));
        for (int round = 1; round <= rounds; round++) {
            for (Contender contender : contenders) {
                turn(contender, round, measured);
            }
        }
        return WriterReport.of(conditions(), measured, memory(rig, peer));
    }

    /// Half of the first workload, twice, so that its code is compiled.
    private void warm(Contender contender) throws SQLException {
        for (int i = 0; i < WARM_UPS; i++) {
            Heartbeats heartbeats = heartbeats();
            Run run = contender.run(heartbeats, Workload.A.span(events / 2));
            progress.tell("warming up %s: %,.0f records/s", contender.name(), run.perSecond());
            contender.rows().reset(heartbeats, before);
        }
    }

    /// All workloads, on rows that are nobody else's.
    private void turn(Contender contender, int round, Map<Workload, Measured> measured) throws SQLException {
        Heartbeats heartbeats = heartbeats();
        if (workloads.contains(Workload.A) || workloads.contains(Workload.C)) {
            run(contender, round, heartbeats, Workload.A, measured);
        }
        if (workloads.contains(Workload.C)) {
            run(contender, round, heartbeats, Workload.C, measured);
        }
        contender.rows().reset(heartbeats, before);
        if (workloads.contains(Workload.B)) {
            run(contender, round, heartbeats, Workload.B, measured);
            contender.rows().reset(heartbeats, before);
        }
    }

    private void run(
            Contender contender, int round, Heartbeats heartbeats, Workload workload, Map<Workload, Measured> measured)
            throws SQLException {
        Run run = contender.run(heartbeats, workload.span(events));
        Measured of = measured.get(workload);
        if (of != null) { // else it only made the rows that the next one changes
            of.add(contender.name(), run);
            progress.tell(
                    "%s %d/%d: %s %,.0f records/s", workload.label(), round, rounds, contender.name(), run.perSecond());
        }
    }

    /// Times that are now, as those of events are.
    private static Heartbeats heartbeats() {
        return new Heartbeats(Instant.ofEpochSecond(Instant.now().getEpochSecond()));
    }

    private Conditions conditions() {
        return new Conditions(
                Runtime.getRuntime().availableProcessors(),
                Runtime.version().toString(),
                events,
                before,
                rounds,
                liveness,
                String.join(" ", ConnectProcess.JVM));
    }

    private static Memory memory(WriterRig rig, Optional<Debezium> peer) throws IOException {
        return new Memory(
                rig.writerBytes(), peer.isPresent() ? peer.get().connect().residentBytes() : 0);
    }
}
