/// What a dashboard asks for, among so many sessions that it could be slow. [DashboardBenchmark] is the whole story:
/// [StoredSessions] fills the store, [Calls] asks for everything a page can ask for, over HTTP before the packaged
/// writer,
/// and a [DashboardReport] says what it took.
package dev.tidemark.bench.dashboard;
