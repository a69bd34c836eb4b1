package dev.tidemark.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidemark.cli.Failure;
import java.io.IOException;
import java.time.Duration;

/// What a process has of the machine.
public final class ProcessUse {
    private ProcessUse() {}

    /// The processor time that it has taken so far.
    public static Duration cpu(ProcessHandle process) {
        return process.info()
                .totalCpuDuration()
                .orElseThrow(() -> new Failure("this machine does not tell the processor time of " + process.pid()));
    }

    /// The memory that it holds.
    public static long residentBytes(ProcessHandle process) throws IOException {
        Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(process.pid())).start();
        try (var output = ps.getInputStream()) {
            return Long.parseLong(new String(output.readAllBytes(), UTF_8).strip()) << 10;
        }
    }
}
