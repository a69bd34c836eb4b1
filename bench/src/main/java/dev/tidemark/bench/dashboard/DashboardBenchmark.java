package dev.tidemark.bench.dashboard;

import dev.tidemark.bench.Millis;
import dev.tidemark.bench.Progress;
import dev.tidemark.bench.writer.OperatorApi;
import dev.tidemark.bench.writer.Tables;
import dev.tidemark.bench.writer.WriterRig;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;

/// The whole measurement: start everything, fill the store, ask.
///
/// @param sessions how many
/// @param progress is told what is going on
record DashboardBenchmark(long sessions, Progress progress) {
    DashboardReport measure() throws IOException, SQLException {
        progress.tell("starting a fresh broker, a fresh PostgreSQL and the writer");
        try (WriterRig rig = WriterRig.start();
                OperatorApi api = new OperatorApi(rig.writerUrl());
                Tables tables = Tables.of(rig)) {
            progress.tell("putting %,d sessions and %,d page visits into the store", sessions, 5 * sessions);
            StoredSessions stored = StoredSessions.insert(tables, sessions);
            progress.tell("asking");
            Map<String, Millis> calls = new Calls(api, stored).measure();
            return DashboardReport.of(sessions, stored.bytes(tables), calls, rig.writerBytes());
        }
    }
}
