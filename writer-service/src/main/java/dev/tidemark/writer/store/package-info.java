/// PostgreSQL, and the only place that touches JDBC: what is written ([Store], one statement a table), and what is read
/// ([Session], [PageVisit] and [SessionCount], by way of Panache).
package dev.tidemark.writer.store;
