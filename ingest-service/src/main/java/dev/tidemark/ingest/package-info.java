/// HTTP in, Kafka out. [IngestRoutes] lists what is answered and where; a call then walks through these packages:
///
/// 1. [dev.tidemark.ingest.http]: from the socket to the answer, with [dev.tidemark.ingest.admission] (who is it) and
///    [dev.tidemark.ingest.limits] (does it come too often) asked before the body is read;
/// 2. [dev.tidemark.ingest.events] and its like: a body in one of the forms that are taken, as events;
/// 3. [dev.tidemark.ingest.validation]: each event valid, or rejected for a reason;
/// 4. [dev.tidemark.ingest.publishing]: what is valid goes to its lane; the broker's acknowledgement is its verdict;
/// 5. [dev.tidemark.ingest.intake]: the verdicts become one answer.
package dev.tidemark.ingest;
