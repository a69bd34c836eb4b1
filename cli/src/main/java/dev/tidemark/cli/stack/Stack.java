package dev.tidemark.cli.stack;

import dev.tidemark.cli.Failure;
import dev.tidemark.cli.stack.RunState.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Kafka, PostgreSQL, ingest and writer on this machine, and traffic for a demo.
public final class Stack {
    private static final String LAUNCHER = "launcher";

    private final Installation installation;
    private final Ports ports;
    private final RunState state;
    private final Consumer<String> progress;

    /// A stack that may or may not run.
    ///
    /// @param progress is told what happens, a line at a time
    public Stack(Installation installation, Ports ports, Consumer<String> progress) {
        this.installation = installation;
        this.ports = ports;
        this.state = new RunState(installation.home().resolve("run").resolve(ports.name()));
        this.progress = progress;
    }

    /// How a stack is to be started.
    ///
    /// @param dataDir   where its data lives; the default when null
    /// @param ephemeral fresh data without fsync, removed at the end
    /// @param detached  whether it is to outlive its launcher
    /// @param demo      whether there is traffic to be seen
    public record Options(@Nullable Path dataDir, boolean ephemeral, boolean detached, boolean demo) {}

    /// What [#up] found and did.
    public enum Outcome {
        /// It was started.
        STARTED,
        /// It ran, but for some parts, which were started.
        REPAIRED,
        /// It ran already.
        RAN_ALREADY
    }

    /// Brings everything up that is not, and returns once a request would be acknowledged and written.
    ///
    /// @throws Failure when a part cannot start; what this call started is stopped again
    public Outcome up(Options options) {
        try (RunState.Lock _ = state.lock()) {
            reapLeftovers();
            boolean fresh = running().isEmpty();
            Settings settings = fresh ? newSettings(options) : state.settings().orElseThrow();
            requireDemo(options, settings);
            List<Part> parts = parts(settings);
            if (fresh) {
                stopUnknown(parts);
            }
            List<Part> missing =
                    parts.stream().filter(part -> part.running().isEmpty()).toList();
            if (missing.isEmpty()) {
                return Outcome.RAN_ALREADY;
            }
            requireFreePorts(missing);
            if (fresh) {
                state.remember(settings);
                if (!options.detached()) {
                    state.remember(LAUNCHER, ProcessHandle.current());
                }
            }
            try {
                start(missing);
            } catch (RuntimeException failed) {
                if (fresh) {
                    stopAll(); // which also removes data that was not to stay
                }
                throw failed;
            }
            return fresh ? Outcome.STARTED : Outcome.REPAIRED;
        } catch (IOException unlock) {
            throw new Failure("cannot unlock the state of the stack: " + unlock.getMessage(), unlock);
        }
    }

    /// Takes everything down, services first.
    ///
    /// @return whether anything ran
    public boolean down() {
        try (RunState.Lock _ = state.lock()) {
            return stopAll();
        } catch (IOException unlock) {
            throw new Failure("cannot unlock the state of the stack: " + unlock.getMessage(), unlock);
        }
    }

    private boolean stopAll() {
        boolean ran = !running().isEmpty();
        state.settings().ifPresent(settings -> {
            stop(parts(settings));
            if (settings.ephemeral()) {
                FileTrees.delete(settings.dataDir());
            }
        });
        state.forget(LAUNCHER);
        state.forget("stack");
        return ran;
    }

    /// The names of the parts that run.
    public List<String> running() {
        return Stream.of("postgres", "kafka", "ingest", "writer", "demo")
                .filter(part -> state.running(part).isPresent())
                .toList();
    }

    /// Whether it was started with traffic to be seen.
    public boolean isDemo() {
        return state.settings().map(Settings::demo).orElse(false);
    }

    /// Where a part writes its log.
    public Path log(String part) {
        return state.log(part);
    }

    private void start(List<Part> missing) {
        List<Part> started = new ArrayList<>();
        try {
            for (List<Part> together : stages(missing)) {
                for (Part part : together) {
                    progress.accept("starting " + part.name());
                    started.add(part);
                    part.start();
                }
                together.forEach(Part::awaitReady);
            }
        } catch (RuntimeException failed) {
            boolean _ = Thread.interrupted(); // which must not keep the rest from being stopped
            stop(started);
            throw failed;
        }
    }

    /// The two servers boot side by side, then the two services that need them, then what sends to those.
    private static Collection<List<Part>> stages(List<Part> missing) {
        return missing.stream()
                .collect(Collectors.groupingBy(
                        part -> switch (part) {
                            case KafkaPart _, PostgresPart _ -> 1;
                            case ServicePart _ -> 2;
                            case DemoPart _ -> 3;
                        },
                        TreeMap::new,
                        Collectors.toList()))
                .values();
    }

    /// Stops all of these, whatever happens to one of them.
    private void stop(List<Part> parts) {
        RuntimeException failed = null;
        for (Part part : parts.reversed()) {
            try {
                if (part.running().isPresent()) {
                    progress.accept("stopping " + part.name());
                }
                part.stop();
            } catch (RuntimeException notStopped) {
                failed = notStopped;
            }
        }
        if (failed != null) {
            throw failed;
        }
    }

    /// A launcher in the foreground that was killed could not stop what it had started.
    private void reapLeftovers() {
        boolean launcherIsGone = state.running(LAUNCHER).isEmpty();
        boolean wasForeground =
                state.settings().map(settings -> !settings.detached()).orElse(false);
        if (wasForeground && launcherIsGone && !running().isEmpty()) {
            progress.accept("stopping what a killed ./tidemark up left behind");
            stopAll();
        }
    }

    /// A start that was killed may have left a server of which no state file knows.
    private static void stopUnknown(List<Part> parts) {
        parts.stream().filter(part -> part.running().isPresent()).forEach(Part::stop);
    }

    private Settings newSettings(Options options) {
        Path home = installation.home();
        Path dataDir = options.ephemeral()
                ? home.resolve("ephemeral")
                        .resolve(ports.name() + "-" + ProcessHandle.current().pid())
                : options.dataDir() != null
                        ? options.dataDir().toAbsolutePath()
                        : home.resolve("data").resolve(ports.name() + (options.demo() ? "-demo" : ""));
        return new Settings(dataDir, options.ephemeral(), options.detached(), options.demo());
    }

    private List<Part> parts(Settings settings) {
        Keys keys = Keys.of(installation);
        Path data = settings.dataDir();
        List<Part> parts = new ArrayList<>(List.of(
                new KafkaPart(installation, state, ports, data.resolve("kafka"), Optional.empty()),
                new PostgresPart(
                        installation, state, ports, data.resolve("postgres"), !settings.ephemeral(), Optional.empty()),
                ServicePart.writer(
                        installation,
                        state,
                        ports,
                        keys,
                        data.resolve("liveness"),
                        settings.demo() ? DemoPart.WRITER_SETTINGS : Map.of()),
                ServicePart.ingest(installation, state, ports, keys, Map.of())));
        if (settings.demo()) {
            parts.add(new DemoPart(installation, state, ports));
        }
        return parts;
    }

    private static void requireDemo(Options options, Settings settings) {
        if (options.demo() && !settings.demo()) {
            throw new Failure("what runs on these ports runs without a demo; stop it with ./tidemark down and start it "
                    + "again with --demo, or start a demo beside it with --demo --port-base N");
        }
    }

    private void requireFreePorts(List<Part> missing) {
        ports.byPart().forEach((name, port) -> {
            boolean needed = missing.stream().anyMatch(part -> name.startsWith(part.name()));
            if (needed && !Ports.isFree(port)) {
                throw new Failure("port " + port + " (" + name + ") is taken by another program; end that program, or "
                        + "choose six other ports in a row with --port-base N");
            }
        });
    }
}
