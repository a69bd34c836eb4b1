/// What is valid goes to its lane ([Publisher]), and only the broker's acknowledgement makes it accepted. Around that
/// stand a circuit breaker and a bulkhead ([Protection]); the producer is replaced when it is beyond help
/// ([SharedProducer]).
package dev.tidemark.ingest.publishing;
