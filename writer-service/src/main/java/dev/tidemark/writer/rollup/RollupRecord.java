package dev.tidemark.writer.rollup;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidemark.common.event.EventTime;
import dev.tidemark.common.topic.Topics;
import dev.tidemark.writer.store.Rollup;
import org.apache.kafka.clients.producer.ProducerRecord;

/// stub
public record RollupRecord(Rollup rollup) {
    public ProducerRecord<byte[], byte[]> toRecord() {
        String key = "%010d %s".formatted(rollup.minute().getEpochSecond(), rollup.repository());
        String value = "{\"summed_at\":" + EventTime.toMicros(rollup.summedAt()) + ",\"started\":"
                + rollup.counts().started() + ",\"unstarted\":"
                + rollup.counts().unstarted() + ",\"ended\":"
                + rollup.counts().ended() + ",\"abandoned\":" + rollup.counts().abandoned() + ",\"durations\":"
                + rollup.counts().durations() + "}";
        return new ProducerRecord<>(Topics.ROLLUPS.name(), key.getBytes(UTF_8), value.getBytes(UTF_8));
    }
}
