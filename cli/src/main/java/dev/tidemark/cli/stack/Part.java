package dev.tidemark.cli.stack;

import dev.tidemark.cli.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/// One process of a stack.
abstract sealed class Part permits KafkaPart, PostgresPart, ServicePart, DemoPart {
    private static final Duration STARTING = Duration.ofSeconds(90);
    private static final Duration STOPPING = Duration.ofSeconds(25);

    private final String name;
    private final RunState state;

    Part(String name, RunState state) {
        this.name = name;
        this.state = state;
    }

    final String name() {
        return name;
    }

    final Path log() {
        return state.log(name);
    }

    /// Its process, if it runs.
    Optional<ProcessHandle> running() {
        return state.running(name);
    }

    /// Starts the process and remembers it; it need not be ready yet.
    abstract void start();

    /// Whether what it is for can be had now.
    abstract boolean isReady();

    /// Waits until it is ready.
    ///
    /// @throws Failure when it dies or takes too long, with the end of its log
    final void awaitReady() {
        Waiting.until(
                STARTING,
                new BooleanSupplier() {
                    @Override
                    public boolean getAsBoolean() {
                        if (running().isEmpty()) {
                            throw new Failure(name + " stopped while starting. " + endOfLog());
                        }
                        return isReady();
                    }
                },
                () -> new Failure(name + " was not ready within " + STARTING.toSeconds() + " s. " + endOfLog()));
    }

    /// Asks the process to end, and ends it when it does not.
    void stop() {
        running().ifPresent(process -> {
            process.destroy();
            try {
                process.onExit().get(STOPPING.toSeconds(), TimeUnit.SECONDS);
            } catch (TimeoutException slow) {
                process.destroyForcibly();
                process.onExit().join();
            } catch (InterruptedException | ExecutionException ended) {
                process.destroyForcibly();
            }
        });
        state.forget(name);
    }

    /// Starts a program that outlives Ctrl-C on its launcher, which ends it in its turn.
    final void launch(List<String> command, Map<String, String> environment) {
        List<String> shielded = new ArrayList<>(List.of("sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh"));
        shielded.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(shielded)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(log().toFile());
        builder.environment().putAll(environment);
        try {
            state.remember(name, builder.start().toHandle());
        } catch (IOException notStarted) {
            throw new Failure("cannot start " + name + ": " + notStarted.getMessage(), notStarted);
        }
    }

    final void remember(ProcessHandle process) {
        state.remember(name, process);
    }

    private String endOfLog() {
        try {
            List<String> lines =
                    Files.readString(log(), StandardCharsets.UTF_8).lines().toList();
            List<String> last = lines.subList(Math.max(0, lines.size() - 12), lines.size());
            return "Its log, " + log() + ", ends:\n  " + String.join("\n  ", last);
        } catch (IOException noLog) {
            return "It left no log.";
        }
    }
}
