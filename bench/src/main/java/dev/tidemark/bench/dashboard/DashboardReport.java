package dev.tidemark.bench.dashboard;

import static dev.tidemark.bench.PlainTable.megabytes;
import static dev.tidemark.bench.PlainTable.number;

import dev.tidemark.bench.Judged;
import dev.tidemark.bench.Millis;
import dev.tidemark.bench.PlainTable;
import java.util.List;
import java.util.Map;

/// All that a run has found.
///
/// @param sessions            how many were in the store
/// @param storedBytes         what they and all that belongs to them take there, with indexes
/// @param calls               each kind of call
/// @param writerResidentBytes what the writer holds at the end
record DashboardReport(
        int cores, String jdk, long sessions, long storedBytes, List<Call> calls, long writerResidentBytes) {
    private static final double GOAL_MILLIS = 100;

    /// Calls of one kind.
    record Call(String what, Millis millis, Judged max) {}

    static DashboardReport of(long sessions, long storedBytes, Map<String, Millis> calls, long writerBytes) {
        return new DashboardReport(
                Runtime.getRuntime().availableProcessors(),
                Runtime.version().toString(),
                sessions,
                storedBytes,
                calls.entrySet().stream()
                        .map(call -> new Call(
                                call.getKey(),
                                call.getValue(),
                                Judged.below(GOAL_MILLIS, call.getValue().max())))
                        .toList(),
                writerBytes);
    }

    void print(PlainTable table) {
        table.line("%d cores, JDK %s", cores, jdk);
        table.line("%,d sessions, %,d page visits", sessions, 5 * sessions);
        table.line("");
        table.row("ms, the whole answer over HTTP", "p50", "p99", "max", "goal of max", "");
        for (Call call : calls) {
            table.row(
                    call.what(),
                    number("%,.1f", call.millis().p50()),
                    number("%,.1f", call.millis().p99()),
                    number("%,.1f", call.millis().max()),
                    call.max().goal(),
                    call.max().verdict());
        }
        table.line("");
        table.row("tables with indexes, MB", megabytes(storedBytes));
        table.row("memory of the writer at the end, MB", megabytes(writerResidentBytes));
        table.out().flush();
    }
}
