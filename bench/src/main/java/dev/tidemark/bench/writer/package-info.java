/// The writer beside Debezium's JDBC sink and PostgreSQL alone. [WriterBenchmark] is the whole story: a [WriterRig]
/// (broker, PostgreSQL, writer), the [Contender]s in turn, of which those that consume find a [HeldBacklog] of
/// [Heartbeats], and a [WriterReport]. [ExpressBenchmark] is the other: starts and ends beside a bulk backlog.
package dev.tidemark.bench.writer;
