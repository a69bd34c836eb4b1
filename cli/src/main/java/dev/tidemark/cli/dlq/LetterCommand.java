package dev.tidemark.cli.dlq;

import dev.tidemark.cli.Api;
import dev.tidemark.cli.StackOption;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// What the commands about dead letters have in common: the stack they speak to, as an operator, and where they print.
@Command(mixinStandardHelpOptions = true)
abstract class LetterCommand implements Callable<Integer> {
    @Mixin
    private final StackOption stackOption = new StackOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        try (Api api = stackOption.writer("tidemark-operator")) {
            return run(api);
        }
    }

    /// Does the work; answers the exit code.
    abstract int run(Api api) throws InterruptedException;

    final StackOption stack() {
        return stackOption;
    }

    final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    final PrintWriter err() {
        return spec.commandLine().getErr();
    }

    /// Called wrongly: what is wrong, and what to do.
    final ParameterException wrong(String what) {
        return new ParameterException(spec.commandLine(), what);
    }

    /// What to type for a further command about the same stack.
    final String command(String words) {
        return "./tidemark dlq " + words + stackOption.again();
    }
}
