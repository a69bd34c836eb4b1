package dev.tidemark.bench.writer;

import dev.tidemark.bench.ProcessUse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// Processor time, by process. PostgreSQL has a process for each connection; one that has ended is not in it.
public record CpuTime(Duration contender, Map<Long, Duration> postgres, Duration kafka, Duration bench) {
    /// What was taken since then, as processors: 1.5 is one and a half of them all the time.
    ///
    /// @param seconds how long ago that was
    public Shares since(CpuTime before, double seconds) {
        return new Shares(
                contender.minus(before.contender).toNanos() / 1e9 / seconds,
                between(before.postgres, postgres).toNanos() / 1e9 / seconds,
                kafka.minus(before.kafka).toNanos() / 1e9 / seconds,
                bench.minus(before.bench).toNanos() / 1e9 / seconds);
    }

    /// What processes have taken between two looks at them.
    public static Duration between(Map<Long, Duration> before, Map<Long, Duration> after) {
        Duration taken = Duration.ZERO;
        for (Map.Entry<Long, Duration> process : after.entrySet()) {
            Duration earlier = before.getOrDefault(process.getKey(), Duration.ZERO);
            taken = taken.plus(process.getValue().minus(earlier));
        }
        return taken;
    }

    /// Of a process and all that it has started.
    public static Map<Long, Duration> ofTree(ProcessHandle root) {
        Map<Long, Duration> all = new HashMap<>(Map.of(root.pid(), ProcessUse.cpu(root)));
        root.descendants()
                .forEach(process -> process.info().totalCpuDuration().ifPresent(cpu -> all.put(process.pid(), cpu)));
        return all;
    }

    /// How many processors each was given; the contender's is 0 where it has no process of its own.
    public record Shares(double contender, double postgres, double kafka, double bench) {}
}
