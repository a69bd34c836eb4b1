/// PostgreSQL, and the only place that touches JDBC: what is written ([Store], one statement a table), and what is read
/// of sessions ([SessionList], [Timeline], [RollupList]), each time within a [Scope]. [DeadLetters] keeps what the
/// dead-letter topic tells, [Decisions] and [BulkDecisions] what operators decide about it, [LetterList] is how it is
/// read, and [Audits] remembers who did what. [Rollups] has what happened in each minute.
package dev.tidemark.writer.store;
