/// Our figures beside the ceilings, measured in one run. [Bench] is the command; [dev.tidemark.bench.ingest] measures
/// the ingest service beside what Kafka's own tool gets out of the same broker, [dev.tidemark.bench.writer] the writer
/// beside a peer and PostgreSQL alone, [dev.tidemark.bench.letters] what operators do with dead letters,
/// [dev.tidemark.bench.liveness] how soon abandoned sessions are found among many, [dev.tidemark.bench.dashboard] what
/// dashboards ask for, [dev.tidemark.bench.page] how soon an end is seen in an open page.
package dev.tidemark.bench;
