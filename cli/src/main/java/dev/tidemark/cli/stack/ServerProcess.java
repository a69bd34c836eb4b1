package dev.tidemark.cli.stack;

import dev.tidemark.cli.Failure;
import java.nio.file.Path;

/// A server that is a process of this machine, out of Maven artifacts.
public final class ServerProcess implements Server {
    private final Ports ports;
    private final Part part;
    private final Path data;

    ServerProcess(Ports ports, Part part, Path data) {
        this.ports = ports;
        this.part = part;
        this.data = data;
    }

    ServerProcess started() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
        start();
        return this;
    }

    @Override
    public Ports ports() {
        return ports;
    }

    /// Its process.
    ///
    /// @throws Failure when it does not run
    public ProcessHandle process() {
        return part.running().orElseThrow(() -> new Failure(part.name() + " does not run; its log: " + part.log()));
    }

    @Override
    public void stop() {
        part.stop();
    }

    @Override
    public void kill() {
        part.running().ifPresent(process -> {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            process.onExit().join();
        });
    }

    @Override
    public void start() {
        part.start();
        part.awaitReady();
    }

    @Override
    public void close() {
        part.stop();
        FileTrees.delete(data);
    }
}
