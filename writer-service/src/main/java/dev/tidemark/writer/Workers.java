package dev.tidemark.writer;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// The threads that should work for as long as the service runs. Health and metrics tell what each is at.
@ApplicationScoped
public class Workers {
    private final List<Worker> workers = new CopyOnWriteArrayList<>();
    private final MeterRegistry registry;

    Workers(MeterRegistry registry) {
        this.registry = registry;
    }

    /// A thread, and what it is at.
    record Worker(Progress progress, Thread thread) {}

    /// Starts a thread and watches it.
    ///
    /// @param name   of the thread
    /// @param source what it works on
    /// @param number which of several on the same
    public Thread start(String name, String source, int number, Progress progress, Runnable work) {
        Thread thread = Thread.ofPlatform().name(name).start(work);
        watch(source, number, progress, thread);
        return thread;
    }

    private void watch(String source, int number, Progress progress, Thread thread) {
        String which = Integer.toString(number);
        for (LaneState state : LaneState.values()) {
            Gauge.builder("tidemark.writer.state", () -> progress.state() == state ? 1 : 0)
                    .description("1 for what a consumer is at")
                    .tags("source", source, "thread", which, "state", state.label())
                    .register(registry);
        }
        Gauge.builder("tidemark.writer.lag", progress::lag)
                .description("Records of this consumer's partitions that it has not read yet")
                .tags("source", source, "thread", which)
                .register(registry);
        FunctionCounter.builder("tidemark.writer.start.overs", progress, Progress::startOvers)
                .description("How often this consumer went back to the committed offsets")
                .tags("source", source, "thread", which)
                .register(registry);
        workers.add(new Worker(progress, thread));
    }

    List<Worker> all() {
        return workers;
    }
}
