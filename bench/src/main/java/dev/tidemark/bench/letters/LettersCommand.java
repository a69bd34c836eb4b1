package dev.tidemark.bench.letters;

import dev.tidemark.bench.PlainTable;
import dev.tidemark.bench.Progress;
import dev.tidemark.bench.ReportJson;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `./tidemark bench letters`.
@Command(
        name = "letters",
        description =
                "Dead letters, as an operator has them: from their topic to the inbox, tried out, sent again, and "
                        + "listed.",
        mixinStandardHelpOptions = true)
public final class LettersCommand implements Callable<Integer> {
    @Option(
            names = "--letters",
            paramLabel = "N",
            defaultValue = "100000",
            description = "How many letters are tried out or sent again at once (default: ${DEFAULT-VALUE}).")
    private long letters;

    @Option(
            names = "--listed",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "How many more are in the store when it is asked for lists (default: ${DEFAULT-VALUE}).")
    private long listed;

    @Option(names = "--json", description = "Print all of it as one JSON document.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, SQLException {
        if (letters < LettersBenchmark.LEAST_LETTERS || listed < ListedLetters.LEAST) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--letters must be at least " + LettersBenchmark.LEAST_LETTERS + ", --listed at least "
                            + ListedLetters.LEAST);
        }
        var progress = new Progress(spec.commandLine().getErr());
        var out = spec.commandLine().getOut();
        LettersReport report = new LettersBenchmark(letters, listed, progress).measure();
        if (json) {
            out.println(ReportJson.of(report));
        } else {
            new LettersTable(new PlainTable(out)).print(report);
        }
        return 0;
    }
}
