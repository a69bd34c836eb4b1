/// HTTP in, Kafka out. A request walks through these packages in this order, as told by
/// [dev.tidemark.ingest.EventsResource]:
///
/// 1. [dev.tidemark.ingest.admission]: who sends, and a body within its bounds;
/// 2. [dev.tidemark.ingest.validation]: the body becomes events, each valid or rejected for a reason;
/// 3. [dev.tidemark.ingest.publishing]: what is valid goes to its lane; the broker's acknowledgement is its verdict;
/// 4. [dev.tidemark.ingest.answer]: the verdicts become one answer.
package dev.tidemark.ingest;
