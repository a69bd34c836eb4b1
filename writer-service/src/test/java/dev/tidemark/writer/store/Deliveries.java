package dev.tidemark.writer.store;

import dev.tidemark.common.event.Event;
import dev.tidemark.common.event.Lane;
import dev.tidemark.common.event.UserId;
import dev.tidemark.common.topic.DeliveryHistory;
import dev.tidemark.common.topic.EventHeaders;
import dev.tidemark.common.topic.Origin;
import dev.tidemark.common.topic.Topics;
import dev.tidemark.writer.batch.Batch;
import dev.tidemark.writer.batch.Delivery;
import dev.tidemark.writer.batch.OperationPrefixes;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Deliveries that came over no lane.
public final class Deliveries {
    private static final String TOPIC = Topics.of(Lane.BULK).name();

    private Deliveries() {}

    /// An event that came for the first time.
    public static Delivery.Valid of(UserId user, Instant receivedAt, Event event) {
        return new Delivery.Valid(
                new ConsumerRecord<>(TOPIC, 0, 0, null, null),
                DeliveryHistory.begin(new Origin(TOPIC, 0, 0)),
                new EventHeaders(user, receivedAt, null),
                event);
    }

    /// The batch that the service makes of them.
    public static Batch fold(List<Delivery.Valid> deliveries) {
        return Batch.fold(deliveries, new Prefixes());
    }

    /// The prefixes that are the default.
    public record Prefixes() implements OperationPrefixes {
        @Override
        public Set<String> put() {
            return Set.of("CREATE_");
        }

        @Override
        public Set<String> merge() {
            return Set.of("UPDATE_");
        }

        @Override
        public Set<String> delete() {
            return Set.of("DELETE_");
        }
    }
}
