package dev.tidemark.bench.ingest;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tidemark.bench.Spread;
import java.util.List;

/// All that a run has found.
///
/// @param conditions what it depends on
/// @param batches    large requests, beside the ceiling
/// @param singles    requests of one event
/// @param soak       the memory of the service over many events; empty unless asked for
record IngestReport(Conditions conditions, Batches batches, Singles singles, List<Sample> soak) {
    /// What the figures depend on.
    record Conditions(
            int cores,
            String jdk,
            String serviceHeap,
            int eventBytes,
            int eventsPerBatch,
            int batchConnections,
            int singleConnections,
            double secondsPerRun,
            int rounds) {}

    /// Large requests, in events a second; the ratio is ours to the ceiling's of the same round.
    record Batches(
            Spread ours,
            Spread ceiling,
            Spread ratio,
            Spread ceilingOfSameEvents,
            Spread ratioToSameEvents,
            List<BatchRound> rounds,
            Rig.Memory memoryAfter) {
        static Batches of(List<BatchRound> rounds, Rig.Memory memoryAfter) {
            return new Batches(
                    Spread.of(rounds.stream().map(BatchRound::ours).toList()),
                    Spread.of(rounds.stream()
                            .map(round -> round.ceiling().perSecond())
                            .toList()),
                    Spread.of(rounds.stream().map(BatchRound::ratio).toList()),
                    Spread.of(rounds.stream()
                            .map(round -> round.ceilingOfSameEvents().perSecond())
                            .toList()),
                    Spread.of(rounds.stream().map(BatchRound::ratioToSameEvents).toList()),
                    rounds,
                    memoryAfter);
        }
    }

    /// Ours, then the ceilings.
    record BatchRound(
            double ours,
            LatencyMillis latency,
            CpuTime.Shares cpu,
            SteadyState ceiling,
            SteadyState ceilingOfSameEvents) {
        @JsonProperty
        double ratioToSameEvents() {
            return ours / ceilingOfSameEvents.perSecond();
        }

        @JsonProperty
        double ratio() {
            return ours / ceiling.perSecond();
        }
    }

    /// Requests of one event: as many as possible a second, then the latency at half as many.
    record Singles(
            Spread perSecond,
            double pacedPerSecond,
            Spread p50Millis,
            Spread p99Millis,
            Spread maxMillis,
            List<SingleRound> fullSpeed,
            List<SingleRound> halfSpeed,
            Rig.Memory memoryAfter) {
        static Singles of(
                Spread perSecond,
                double pacedPerSecond,
                List<SingleRound> fullSpeed,
                List<SingleRound> halfSpeed,
                Rig.Memory memoryAfter) {
            List<LatencyMillis> paced =
                    halfSpeed.stream().map(SingleRound::latency).toList();
            return new Singles(
                    perSecond,
                    pacedPerSecond,
                    Spread.of(paced.stream().map(LatencyMillis::p50).toList()),
                    Spread.of(paced.stream().map(LatencyMillis::p99).toList()),
                    Spread.of(paced.stream().map(LatencyMillis::max).toList()),
                    fullSpeed,
                    halfSpeed,
                    memoryAfter);
        }
    }

    /// One run of single events.
    record SingleRound(double perSecond, LatencyMillis latency, CpuTime.Shares cpu) {}

    /// From when a request was due to its answer.
    record LatencyMillis(double p50, double p99, double max) {
        static LatencyMillis of(Load.Result result) {
            return new LatencyMillis(
                    result.latency().getValueAtPercentile(50) / 1e3,
                    result.latency().getValueAtPercentile(99) / 1e3,
                    result.latency().getMaxValue() / 1e3);
        }
    }

    /// The memory of the service after so many events.
    record Sample(long events, double perSecond, Rig.Memory memory) {}
}
