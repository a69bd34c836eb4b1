/// Kafka in, PostgreSQL out, and the dashboard on it. [dev.tidemark.writer.Lanes] starts a
/// [dev.tidemark.writer.LaneConsumer] for each [source][dev.tidemark.writer.kafka.Source]: the lanes, their retry
/// topics and the expiries. Its [dev.tidemark.writer.Consumption] polls, gathers a batch while another is written,
/// and commits; the [dev.tidemark.writer.BatchSettler] beside it does what follows from a batch, in this order:
///
/// 1. [dev.tidemark.writer.batch]: records are decoded and folded by the merge algebra;
/// 2. [dev.tidemark.writer.store]: what was folded is upserted in one transaction, one statement a table
///    ([dev.tidemark.writer.BatchWriter] halves what fails, [dev.tidemark.writer.Patience] outlasts outages);
/// 3. [dev.tidemark.writer.FloodBreaker]: a lane that would flood the dead letters stops;
/// 4. [dev.tidemark.writer.settle]: changes are announced, retries and dead letters sent; only then may offsets be
///    committed.
///
/// What became a dead letter is kept in the inbox of [dev.tidemark.writer.letters], where operators decide about it;
/// what they do is seen in [dev.tidemark.writer.audit]. What happened in each minute is kept by
/// [dev.tidemark.writer.rollup].
///
/// Beside that road, [dev.tidemark.writer.dashboard] shows the store, [dev.tidemark.writer.status] the pipeline,
/// [dev.tidemark.writer.receipts] what became of a request; [dev.tidemark.writer.rebuild] writes again what Kafka still
/// has, and [dev.tidemark.writer.retention] removes what is too old.
package dev.tidemark.writer;
