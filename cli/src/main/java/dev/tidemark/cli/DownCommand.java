package dev.tidemark.cli;

import dev.tidemark.cli.stack.Installation;
import dev.tidemark.cli.stack.Stack;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `./tidemark down`.
@Command(name = "down", description = "Stops a stack that up started; its data stays.", mixinStandardHelpOptions = true)
final class DownCommand implements Callable<Integer> {
    @Mixin
    private final StackOption stackOption = new StackOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        boolean ran = new Stack(Installation.find(), stackOption.ports(), out::println).down();
        out.println(ran ? "tidemark is down" : "tidemark was not up");
        return 0;
    }
}
