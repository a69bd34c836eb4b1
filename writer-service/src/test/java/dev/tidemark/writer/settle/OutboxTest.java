package dev.tidemark.writer.settle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private static final List<ProducerRecord<byte[], byte[]>> ONE =
            List.of(new ProducerRecord<>("topic", new byte[] {1}));

    private final List<MockProducer<byte[], byte[]>> made = new ArrayList<>();
    private final Outbox outbox = new Outbox(this::producer);

    @Test
    void aProducerThatCannotRecoverIsReplaced() {
        made.getFirst().sendException = new OutOfOrderSequenceException("lost");
        assertThatThrownBy(() -> outbox.send(ONE.stream())).isInstanceOf(KafkaException.class);

        outbox.send(ONE.stream());

        assertThat(made).hasSize(2);
        assertThat(made.getFirst().closed()).isTrue();
        assertThat(made.getLast().history()).hasSize(1);
    }

    @Test
    void oneThatWasClosedIsReplacedToo() {
        made.getFirst().close();
        assertThatThrownBy(() -> outbox.send(ONE.stream())).isInstanceOf(KafkaException.class);

        outbox.send(ONE.stream());

        assertThat(made).hasSize(2);
    }

    @Test
    void whatMayPassIsWaitedForWithTheSameOne() {
        made.getFirst().sendException = new TimeoutException("no leader");
        assertThatThrownBy(() -> outbox.send(ONE.stream())).isInstanceOf(KafkaException.class);
        made.getFirst().sendException = null;

        outbox.send(ONE.stream());

        assertThat(made).singleElement().satisfies(only -> assertThat(only.history())
                .hasSize(1));
    }

    private Producer<byte[], byte[]> producer() {
        made.add(new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()));
        return made.getLast();
    }
}
