package dev.tidemark.bench.writer;

import dev.tidemark.bench.Spread;
import dev.tidemark.bench.writer.Contender.Run;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// All that a run has found.
///
/// @param conditions what it depends on
/// @param workloads  the figures of each
/// @param memoryAfter of the processes that consume
record WriterReport(Conditions conditions, List<OfWorkload> workloads, Memory memoryAfter) {
    static final String OURS = "ours";
    static final String ONE_CONNECTION = "PostgreSQL alone, 1 connection";
    static final String TWO_CONNECTIONS = "PostgreSQL alone, 2 connections";

    /// What the figures depend on.
    record Conditions(
            int cores, String jdk, long events, long sessionsBefore, int rounds, boolean liveness, String connectJvm) {}

    /// What the processes hold at the end; 0 of Connect when it did not take part.
    record Memory(long writerResidentBytes, long connectResidentBytes) {}

    /// Records a second by contender; and ours as a multiple of each other one's, round by round.
    record OfWorkload(
            String workload,
            String description,
            Map<String, Spread> perSecond,
            Map<String, Spread> ratioTo,
            Map<String, List<Run>> rounds) {
        static OfWorkload of(Workload workload, Measured measured) {
            Map<String, Spread> perSecond = new LinkedHashMap<>();
            Map<String, Spread> ratioTo = new LinkedHashMap<>();
            measured.rounds().forEach((contender, runs) -> {
                perSecond.put(
                        contender, Spread.of(runs.stream().map(Run::perSecond).toList()));
                if (!contender.equals(OURS)) {
                    ratioTo.put(contender, Spread.of(ratios(measured.rounds().getOrDefault(OURS, List.of()), runs)));
                }
            });
            return new OfWorkload(workload.label(), workload.description(), perSecond, ratioTo, measured.rounds());
        }

        private static List<Double> ratios(List<Run> ours, List<Run> others) {
            return IntStream.range(0, others.size())
                    .mapToObj(i -> ours.get(i).perSecond() / others.get(i).perSecond())
                    .toList();
        }
    }

    /// The runs of one workload by contender, as they come in.
    record Measured(Map<String, List<Run>> rounds) {
        static Measured nothingYet() {
            return new Measured(new LinkedHashMap<>());
        }

        void add(String contender, Run run) {
            rounds.computeIfAbsent(contender, _ -> new ArrayList<>()).add(run);
        }
    }

    static WriterReport of(Conditions conditions, Map<Workload, Measured> measured, Memory memory) {
        return new WriterReport(
                conditions,
                measured.entrySet().stream()
                        .map(of -> OfWorkload.of(of.getKey(), of.getValue()))
                        .toList(),
                memory);
    }
}
