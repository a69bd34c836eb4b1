package dev.tidemark.writer.liveness;

import dev.tidemark.common.topic.Topics;
import dev.tidemark.writer.store.MinuteCounts;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;

/// The way of an announcement:
/// ```
/// session-changes ─► sessions ─┬─► expiries ─────────────────────────────► tidemark.events.expired
///                    due       └─► changes ─► (by repository) ─► minutes ─► tidemark.rollups
/// ```
/// Every step and store has a name, so that a later version finds the state of an earlier one: these names do not
/// change.
final class LivenessTopology {
    static final String SESSIONS = "sessions";
    static final String DUE = "due";
    static final String MINUTES = "minutes";

    private static final Duration MINUTE = Duration.ofMinutes(1);
    /// Clients' clocks may be a day ahead, and time is what the latest minute says.
    private static final Duration LATE = Sessions.SUMMED.plusDays(1).plusHours(1);

    private final ProcessorSupplier<byte[], byte[], byte[], Finding> joined;
    private final Clock clock;

    /// @param joined makes a [Sessions] for each share of them
    LivenessTopology(ProcessorSupplier<byte[], byte[], byte[], Finding> joined, Clock clock) {
        this.joined = joined;
        this.clock = clock;
    }

    Topology build() {
        StreamsBuilder builder = new StreamsBuilder();
        builder.addStateStore(Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(SESSIONS), Serdes.Bytes(), TrackedSerde.serde()));
        builder.addStateStore(
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(DUE), Serdes.Bytes(), Serdes.ByteArray()));
        KStream<byte[], Finding> findings = builder.stream(
                        Topics.SESSION_CHANGES.name(), bytes().withName("session-changes"))
                .process(joined, Named.as("sessions"), SESSIONS, DUE);
        expire(findings);
        sum(findings);
        return builder.build();
    }

    private void expire(KStream<byte[], Finding> findings) {
        findings.filter((_, finding) -> finding instanceof Finding.Expiry, Named.as("given-up"))
                .process(() -> new ExpiryEvents(clock), Named.as("expiries"))
                .to(
                        Topics.EXPIRED.name(),
                        Produced.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("expired"));
    }

    private void sum(KStream<byte[], Finding> findings) {
        findings.flatMap(LivenessTopology::contribution, Named.as("contributions-by-repository"))
                .repartition(Repartitioned.with(Serdes.String(), MinuteSum.serdeOfCounts())
                        .withName("contributions")
                        .withNumberOfPartitions(Topics.ROLLUPS.partitions()))
                .groupByKey(Grouped.as("by-repository"))
                .windowedBy(TimeWindows.ofSizeAndGrace(MINUTE, LATE))
                .aggregate(
                        () -> MinuteSum.NONE,
                        (_, counts, sum) -> sum.plus(counts, clock.instant()),
                        Named.as("sums"),
                        Materialized.<String, MinuteSum, WindowStore<Bytes, byte[]>>as(MINUTES)
                                .withKeySerde(Serdes.String())
                                .withValueSerde(MinuteSum.serde())
                                .withRetention(MINUTE.plus(LATE))
                                .withCachingEnabled()) // what changes often between two commits is sent once
                .toStream(Named.as("changed-sums"))
                .process(() -> new ChangedSums(clock), Named.as("rollups"))
                .to(
                        Topics.ROLLUPS.name(),
                        Produced.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("rollup-records"));
    }

    /// The time of such a record is its minute.
    private static List<KeyValue<String, MinuteCounts>> contribution(byte[] key, Finding finding) {
        return finding instanceof Finding.Change(Contributions.Place place, MinuteCounts counts)
                ? List.of(KeyValue.pair(place.repository(), counts))
                : List.of();
    }

    private static Consumed<byte[], byte[]> bytes() {
        return Consumed.with(Serdes.ByteArray(), Serdes.ByteArray());
    }
}
