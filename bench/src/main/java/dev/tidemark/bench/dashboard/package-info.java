/// What a dashboard asks for, among so many sessions that it could be slow. [DashboardBenchmark] is the whole story:
/// [StoredSessions] fills the store, [Calls] asks for everything a page can ask for, over HTTP before the packaged
<<<<<<< HEAD
/// writer, and a [DashboardReport] says what it took.
=======
/// writer,
/// and a [DashboardReport] says what it took.
>>>>>>> 7eb2fb7b40cf3a3d2ed1fca13ddc4adf548dd27e
package dev.tidemark.bench.dashboard;
