package dev.tidemark.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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
        if (what.faults != null && what.faults < 1) {
            throw new ParameterException(spec.commandLine(), "--faults takes a number from 1 on");
        }
        if (what.faults != null) {
            new Faults().send(stackOption.bootstrapServers(), 0, what.faults);
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
            sendLines(lines, numberOfLines(file), api, tally);
        } catch (NoSuchFileException missing) {
            throw new Failure("there is no file " + file, missing);
        } catch (IOException unreadable) {
            throw new Failure("cannot read " + file + ": " + unreadable.getMessage(), unreadable);
        }
        return tally;
    }

    private void sendLines(BufferedReader lines, long total, Api api, Tally tally)
            throws IOException, InterruptedException {
        try (Progress progress = Progress.begin("sent", "events", total, !json);
                Sending sending = new Sending(api, tally, progress::step)) {
            List<EventLine> batch = new ArrayList<>();
            long bytes = 0;
            long number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (line.isBlank()) {
                    continue;
                }
                EventLine event = EventLine.of(number, line);
                if (isRefused(event, tally)) {
                    continue;
                }
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

    /// Refuses here what ingest would refuse a whole request for, and what it would take for the sender's own.
    private boolean isRefused(EventLine event, Tally tally) {
        return switch (event.form()) {
            case BROKEN -> {
                tally.rejected(event.number(), "invalid_json", "the line is no JSON object; it was not sent");
                yield true;
            }
            case WITHOUT_USER -> {
                if (user == null) {
                    tally.rejected(
                            event.number(), "user_missing", "a line of a back end names its user; or send with --user");
                }
                yield user == null;
            }
            case WITH_USER -> false;
        };
    }

    private static BufferedReader open(String file) throws IOException {
        return "-".equals(file)
                ? new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
                : Files.newBufferedReader(Path.of(file));
    }

    /// How many lines there are to send; -1 where that cannot be known beforehand.
    private static long numberOfLines(String file) throws IOException {
        if ("-".equals(file) || !Files.isRegularFile(Path.of(file))) {
            return -1;
        }
        try (Stream<String> lines = Files.lines(Path.of(file), StandardCharsets.ISO_8859_1)) {
            return lines.count();
        }
    }
}
