package dev.tidemark.cli.stack;

import dev.tidemark.cli.Failure;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;

/// What is known on disk of one stack: its processes by pid and start time (a pid alone may have been given to another
/// process since), and how it was started.
///
/// @param folder `.tidemark/run/<stack>`
record RunState(Path folder) {
    RunState {
        try {
            Files.createDirectories(folder);
        } catch (IOException denied) {
            throw new Failure("cannot create " + folder + ": " + denied.getMessage(), denied);
        }
    }

    /// How the stack was started.
    ///
    /// @param dataDir   where its data lives
    /// @param ephemeral whether that goes when the stack goes
    /// @param detached  whether it runs without its launcher
    /// @param demo      whether there is traffic to be seen
    record Settings(Path dataDir, boolean ephemeral, boolean detached, boolean demo) {}

    Path log(String part) {
        return folder.resolve(part + ".log");
    }

    void remember(String part, ProcessHandle process) {
        Properties properties = new Properties();
        properties.setProperty("pid", Long.toString(process.pid()));
        properties.setProperty("started", startOf(process));
        write(part, properties);
    }

    void forget(String part) {
        try {
            Files.deleteIfExists(file(part));
        } catch (IOException denied) {
            throw new Failure("cannot delete " + file(part) + ": " + denied.getMessage(), denied);
        }
    }

    /// The process that was started as this part, if it still runs.
    Optional<ProcessHandle> running(String part) {
        Properties properties = read(part);
        String pid = properties.getProperty("pid");
        return pid == null
                ? Optional.empty()
                : ProcessHandle.of(Long.parseLong(pid))
                        .filter(ProcessHandle::isAlive)
                        .filter(process -> startOf(process).equals(properties.getProperty("started")));
    }

    void remember(Settings settings) {
        Properties properties = new Properties();
        properties.setProperty("data-dir", settings.dataDir().toString());
        properties.setProperty("ephemeral", Boolean.toString(settings.ephemeral()));
        properties.setProperty("detached", Boolean.toString(settings.detached()));
        properties.setProperty("demo", Boolean.toString(settings.demo()));
        write("stack", properties);
    }

    Optional<Settings> settings() {
        Properties properties = read("stack");
        String dataDir = properties.getProperty("data-dir");
        return dataDir == null
                ? Optional.empty()
                : Optional.of(new Settings(
                        Path.of(dataDir),
                        Boolean.parseBoolean(properties.getProperty("ephemeral")),
                        Boolean.parseBoolean(properties.getProperty("detached")),
                        Boolean.parseBoolean(properties.getProperty("demo"))));
    }

    /// Keeps every other command that starts or stops this stack out until it is closed; waits while one is at work.
    Lock lock() {
        try {
            FileChannel channel =
                    FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            Waiting.until(
                    Duration.ofMinutes(2),
                    () -> isLocked(channel),
                    () -> new Failure("another ./tidemark up or down of this stack is still at work; try again later"));
            return channel::close;
        } catch (IOException denied) {
            throw new Failure("cannot lock " + folder + ": " + denied.getMessage(), denied);
        }
    }

    private static boolean isLocked(FileChannel channel) {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            return false;
        } catch (IOException denied) {
            throw new Failure("cannot lock the state of the stack: " + denied.getMessage(), denied);
        }
    }

    /// A held lock.
    interface Lock extends AutoCloseable {
        @Override
        void close() throws IOException;
    }

    private static String startOf(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toString).orElse("unknown");
    }

    private Path file(String part) {
        return folder.resolve(part + ".properties");
    }

    private Properties read(String part) {
        Properties properties = new Properties();
        if (Files.exists(file(part))) {
            try (Reader in = Files.newBufferedReader(file(part))) {
                properties.load(in);
            } catch (IOException broken) {
                throw new Failure("cannot read " + file(part) + ": " + broken.getMessage(), broken);
            }
        }
        return properties;
    }

    private void write(String part, Properties properties) {
        try (Writer out = Files.newBufferedWriter(file(part))) {
            properties.store(out, null);
        } catch (IOException denied) {
            throw new Failure("cannot write " + file(part) + ": " + denied.getMessage(), denied);
        }
    }
}
