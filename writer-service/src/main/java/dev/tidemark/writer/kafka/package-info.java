/// How the writer speaks to Kafka: [KafkaConfig], the [Source]s in whose groups instances share the work, and whether
/// the
/// cluster's topics are as the contract wants them ([TopicsReadiness]).
package dev.tidemark.writer.kafka;
