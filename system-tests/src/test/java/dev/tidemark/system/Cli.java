package dev.tidemark.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidemark.cli.stack.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// `./tidemark` in a process of its own, as the script starts it once everything is built.
public final class Cli {
    private final Process process;
    private final Path output;

    private Cli(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /// What a command did.
    ///
    /// @param exit   its exit code
    /// @param output what it printed
    public record Result(int exit, String output) {
        /// This, when it went well.
        ///
        /// @throws AssertionError when it failed
        public Result requireSuccess() {
            if (exit != 0) {
                throw new AssertionError("exit code " + exit + ":\n" + output);
            }
            return this;
        }
    }

    /// Starts a command. What `up` starts is not compiled well, which would be most of what it does in a short test.
    public static Cli start(List<String> arguments) {
        Path root = Installation.find().root();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dtidemark.root=" + root,
                "-cp",
                root.resolve("cli/target/tidemark-cli.jar") + ":" + root.resolve("cli/target/lib") + "/*",
                "dev.tidemark.cli.Tidemark"));
        command.addAll(arguments);
        try {
            Path output = Files.createTempFile("tidemark-cli", ".log");
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
            if (arguments.contains("up")) {
                builder.environment().put("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1");
            }
            return new Cli(builder.start(), output);
        } catch (IOException notStarted) {
            throw new AssertionError(notStarted);
        }
    }

    /// Its process.
    public ProcessHandle process() {
        return process.toHandle();
    }

    /// What it has printed so far.
    public String output() {
        try {
            return Files.readString(output, UTF_8);
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    /// Waits for its end.
    public Result await() {
        try {
            if (!process.waitFor(3, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError("did not end within 3 minutes:\n" + output());
            }
            Result result = new Result(process.exitValue(), output());
            Files.delete(output);
            return result;
        } catch (InterruptedException | IOException stopped) {
            throw new AssertionError(stopped);
        }
    }
}
