/// The ingest service beside Kafka's own producer. [IngestBenchmark] is the whole story: a [Rig] (broker and service),
/// [Client]s that send what [SampleEvents] made up, a [Load] that drives them, the [Ceiling], and an [IngestReport].
package dev.tidemark.bench.ingest;
