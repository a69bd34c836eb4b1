/// How soon abandoned sessions are found among many that are not, before the packaged writer. [LivenessBenchmark] is
/// the whole story: [OpenSessions] are put into the [Store] and announced, [Reading] tells how far the writer is with
/// those, [Expiries] what it gives up; once it has a [Restart], too; and a [LivenessReport].
package dev.tidemark.bench.liveness;
