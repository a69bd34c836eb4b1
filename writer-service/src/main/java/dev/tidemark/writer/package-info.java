/// Kafka in, PostgreSQL out, and the dashboard on it. An event walks through these packages in this order, as told by
/// [dev.tidemark.writer.LaneConsumer]:
///
/// 1. [dev.tidemark.writer.batch]: a poll's records are decoded and folded by the merge algebra;
/// 2. [dev.tidemark.writer.store]: what was folded is upserted in one transaction, one statement a table;
/// 3. [dev.tidemark.writer.settle]: changes are announced and dead letters sent; only then are offsets committed.
///
/// Beside that road, [dev.tidemark.writer.dashboard] shows the store and [dev.tidemark.writer.status] the pipeline.
package dev.tidemark.writer;
