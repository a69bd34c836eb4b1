package dev.tidemark.cli;

import dev.tidemark.cli.stack.Keys;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `./tidemark keys`.
@Command(
        name = "keys",
        description = "Makes the keys of a local system where there are none yet, for tokens and for beacons. For a "
                + "system that others can reach take an identity provider instead.",
        mixinStandardHelpOptions = true)
final class KeysCommand implements Callable<Integer> {
    @Option(
            names = "--dir",
            paramLabel = "D",
            description = "Where (default: what TIDEMARK_KEYS names, or .tidemark/keys of this checkout).")
    private @Nullable Path folder;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        Keys keys = folder == null ? Keys.find() : Keys.in(folder.toAbsolutePath());
        keys.writeServiceSettings();
        spec.commandLine().getOut().println("keys are in " + keys.folder());
        return 0;
    }
}
