package dev.tidemark.cli.stack;

import dev.tidemark.cli.Failure;
import java.nio.file.Files;
import java.nio.file.Path;

/// The checkout that everything is started from.
///
/// @param root the folder that holds `./tidemark`
public record Installation(Path root) {
    /// The checkout that `./tidemark` names in the property `tidemark.root`, or else the one around this folder.
    ///
    /// @throws Failure when there is none
    public static Installation find() {
        String named = System.getProperty("tidemark.root");
        if (named != null) {
            return new Installation(Path.of(named));
        }
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve("tidemark")) && Files.isDirectory(folder.resolve("cli"))) {
                return new Installation(folder);
            }
        }
        throw new Failure("not inside a checkout of Tidemark; go to the folder that holds ./tidemark");
    }

    /// Where keys, data, logs and the state of running stacks live.
    public Path home() {
        return root.resolve(".tidemark");
    }

    /// The class path of the CLI, and so of whatever else it runs out of its own jars.
    String classPath() {
        return root.resolve("cli/target/tidemark-cli.jar") + ":" + root.resolve("cli/target/lib") + "/*";
    }

    /// The folder of a service's jars.
    Path serviceApp(String module) {
        return root.resolve(module).resolve("target/quarkus-app");
    }

    /// How the JVM of a service runs, here and in its image: a file of arguments for the `java` command.
    Path jvmOptions() {
        return root.resolve("images/jvm.options");
    }

    /// The Java that runs this, which runs everything else as well.
    static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }
}
