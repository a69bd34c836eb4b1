package dev.tidemark.writer.batch;

import dev.tidemark.common.event.Event;
import dev.tidemark.common.topic.EventHeaders;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// An event as it came from a lane.
///
/// @param record  the record it came in
/// @param headers whom it is about and when it was received
/// @param event   what it says
public record Delivery(ConsumerRecord<byte[], byte[]> record, EventHeaders headers, Event event) {}
