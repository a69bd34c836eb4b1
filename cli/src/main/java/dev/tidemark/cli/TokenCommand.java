package dev.tidemark.cli;

import dev.tidemark.cli.stack.Keys;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `./tidemark token`.
@Command(
        name = "token",
        description = "Prints one token of the local keys, and nothing else.",
        mixinStandardHelpOptions = true)
final class TokenCommand implements Callable<Integer> {
    private static final List<String> GROUPS =
            List.of("tidemark-client", "tidemark-backend", "tidemark-viewer", "tidemark-operator");

    @Option(names = "--user", required = true, paramLabel = "USER", description = "The token's subject.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String user;

    @Option(
            names = "--group",
            paramLabel = "GROUP",
            defaultValue = "tidemark-client",
            description = "What it may do: tidemark-client, tidemark-backend, tidemark-viewer, tidemark-operator "
                    + "(may be repeated; default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private List<String> groups;

    @Option(
            names = "--ttl",
            paramLabel = "TIME",
            defaultValue = "1h",
            converter = DurationConverter.class,
            description = "How long it is good for, such as 30s, 10m, 1h, 7d (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Duration ttl;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        for (String group : groups) {
            if (!GROUPS.contains(group)) {
                throw new ParameterException(
                        spec.commandLine(), "'" + group + "' is no group; there are " + String.join(", ", GROUPS));
            }
        }
        String token = Keys.find().token(user, groups, ttl);
        spec.commandLine().getOut().println(token);
        return 0;
    }
}
