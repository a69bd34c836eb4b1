package dev.tidemark.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `./tidemark send`.
@Command(
        name = "send",
        description = "Sends events to ingest and says what became of each. Exits with 1 unless all were accepted.",
        mixinStandardHelpOptions = true)
final class SendCommand implements Callable<Integer> {
    private static final String BACK_END = "tidemark-send";

    @Mixin
    private final StackOption stackOption = new StackOption();

    @ArgGroup(multiplicity = "1")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private What what;

    @Option(
            names = "--user",
            paramLabel = "U",
            description = "Send as this user; without it, as a back end, and each line names its user.")
    private @Nullable String user;

    @Option(names = "--json", description = "Print the result as JSON.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    static final class What {
        @Parameters(paramLabel = "FILE|-", description = "Events as NDJSON, one a line; - is standard input.")
        private @Nullable String file;

        @Option(names = "--example", description = "One session with one page visit, just begun.")
        private boolean example;

        @Option(
                names = "--faults",
                paramLabel = "N",
                description = "N events that ingest would never let through, written straight to the lanes of a local "
                        + "stack: they become dead letters.")
        private @Nullable Integer faults;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (what.faults != null) {
            new Faults().send(stackOption.ports().bootstrapServers(), what.faults);
            spec.commandLine().getOut().printf("%,d faults on the lanes; see ./tidemark dlq groups%n", what.faults);
            return 0;
        }
        Tally tally = what.example ? sendExample() : sendFile(String.valueOf(what.file));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(tally.toJson());
        } else {
            tally.lines().forEach(out::println);
        }
        return tally.allAccepted() ? 0 : 1;
    }

    private Tally sendExample() throws InterruptedException {
        String sender = user == null ? "user-1" : user;
        Tally tally = new Tally();
        try (Api api = new Api(stackOption.ingestUrl(), stackOption.token(sender, "tidemark-client"))) {
            api.requireReachable();
            new Sending(api, tally, _ -> {}).send(ExampleSession.events());
        }
        return tally;
    }

    private Tally sendFile(String file) throws InterruptedException {
        String sender = user == null ? BACK_END : user;
        String group = user == null ? "tidemark-backend" : "tidemark-client";
        Tally tally = new Tally();
        try (BufferedReader lines = open(file);
                Api api = new Api(stackOption.ingestUrl(), stackOption.token(sender, group))) {
            api.requireReachable();
            sendLines(lines, api, tally);
        } catch (IOException unreadable) {
            throw new Failure("cannot read " + file + ": " + unreadable.getMessage(), unreadable);
        }
        return tally;
    }

    private static void sendLines(BufferedReader lines, Api api, Tally tally) throws IOException, InterruptedException {
        try (ProgressBar bar = progressBar();
                Sending sending = new Sending(api, tally, bar::stepBy)) {
            List<EventLine> batch = new ArrayList<>();
            long bytes = 0;
            long number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (line.isBlank()) {
                    continue;
                }
                EventLine event = new EventLine(number, line.getBytes(StandardCharsets.UTF_8));
                if (batch.size() == Sending.MAX_EVENTS || bytes + event.json().length > Sending.MAX_BYTES) {
                    sending.submit(batch);
                    batch = new ArrayList<>();
                    bytes = 0;
                }
                batch.add(event);
                bytes += event.json().length;
            }
            sending.submit(batch);
        }
    }

    private static BufferedReader open(String file) throws IOException {
        return "-".equals(file)
                ? new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
                : Files.newBufferedReader(Path.of(file));
    }

    private static ProgressBar progressBar() {
        return new ProgressBarBuilder()
                .setTaskName("sent")
                .setUnit(" events", 1)
                .setInitialMax(-1)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(250)
                .build();
    }
}
