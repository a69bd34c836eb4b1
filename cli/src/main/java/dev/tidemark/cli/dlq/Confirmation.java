package dev.tidemark.cli.dlq;

import dev.tidemark.cli.Failure;
import dev.tidemark.cli.Terminal;
import dev.tidemark.cli.dlq.SelectionOptions.Count;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Asks before something is done to many letters.
final class Confirmation {
    private static final int MANY = 100;

    @Option(names = "--yes", description = "Do not ask, however many letters there are (it asks above 100).")
    private boolean yes;

    boolean isGiven() {
        return yes;
    }

    /// Goes on only when that is wanted.
    ///
    /// @param verb what is done to them
    /// @throws Failure when it is not, or nobody can be asked
    void require(String verb, Count count, PrintWriter prompt) {
        if (yes || (count.letters() <= MANY && !count.orMore())) {
            return;
        }
        if (!Terminal.canAsk()) {
            throw new Failure("nothing was done: that would " + verb + " " + count + "; say --yes to do so");
        }
        prompt.print("%s %s? [y/N] ".formatted(verb, count));
        prompt.flush();
        String answer = answer();
        if (answer == null || !answer.strip().matches("(?i)y|yes")) {
            throw new Failure("nothing was done");
        }
    }

    private static @Nullable String answer() {
        try {
            return new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())).readLine();
        } catch (IOException gone) {
            return null;
        }
    }
}
