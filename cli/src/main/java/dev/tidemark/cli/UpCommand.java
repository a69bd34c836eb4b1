package dev.tidemark.cli;

import dev.tidemark.cli.stack.Installation;
import dev.tidemark.cli.stack.Ports;
import dev.tidemark.cli.stack.Stack;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `./tidemark up`.
@Command(
        name = "up",
        description = "Starts Kafka, PostgreSQL, ingest and writer on this machine, and says where they are. Started "
                + "again, it repairs what died.",
        mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {
    @Mixin
    private final StackOption stackOption = new StackOption();

    @Option(names = "--detach", description = "Return once it is up; ./tidemark down stops it.")
    private boolean detach;

    @Option(names = "--ephemeral", description = "Fresh data, no fsync, removed at the end.")
    private boolean ephemeral;

    @Option(
            names = "--demo",
            description = "Something to look at: 20 events a second of 30 users, a fault a minute, and sessions that "
                    + "are given up after 60 s of silence. Its data is kept apart.")
    private boolean demo;

    @Option(
            names = "--data-dir",
            paramLabel = "D",
            description = "Where data lives (default: in .tidemark/data); it survives a restart.")
    private @Nullable Path dataDir;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        Ports ports = stackOption.ports();
        Stack stack = new Stack(Installation.find(), ports, this::say);
        CountDownLatch launched = new CountDownLatch(1);
        AtomicBoolean mineToStop = new AtomicBoolean();
        Thread launcher = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            launcher.interrupt(); // a start that is given up stops what it has started
            awaitQuietly(launched);
            if (mineToStop.get()) {
                stack.down();
            }
        }));
        long begun = System.nanoTime();
        Stack.Outcome outcome;
        try {
            outcome = stack.up(new Stack.Options(dataDir, ephemeral, detach, demo));
            mineToStop.set(!detach && outcome == Stack.Outcome.STARTED);
        } finally {
            launched.countDown();
        }
        say(headline(outcome, Duration.ofNanos(System.nanoTime() - begun)));
        if (stack.isDemo()) {
            whatIsShown(ports).forEach(this::say);
        }
        whatNext(ports, mineToStop.get()).forEach(this::say);
        if (mineToStop.get()) {
            watch(stack);
        }
        return 0;
    }

    private static String headline(Stack.Outcome outcome, Duration took) {
        return switch (outcome) {
            case STARTED -> "tidemark is up (" + took.toSeconds() + " s)";
            case REPAIRED -> "tidemark is up again (" + took.toSeconds() + " s)";
            case RAN_ALREADY -> "tidemark is up already";
        };
    }

    private static List<String> whatIsShown(Ports ports) {
        return List.of(
                "",
                "a demo runs: 30 users, 20 events a second, a fault a minute. Within two minutes " + ports.writerUrl()
                        + " shows",
                "  sessions that are in progress, completed, and abandoned after 60 s of silence; some of those end late",
                "  dead letters in the inbox, a further group each minute until there are three");
    }

    private static List<String> whatNext(Ports ports, boolean untilInterrupted) {
        String option = ports.equals(Ports.STANDARD) ? "" : " --port-base " + ports.name();
        return List.of(
                "",
                "dashboard    " + ports.writerUrl(),
                "ingest       " + ports.ingestUrl() + "    Kafka " + ports.bootstrapServers() + "    PostgreSQL "
                        + ports.jdbcUrl().substring("jdbc:".length()),
                "send one     ./tidemark send --example" + option,
                "with curl    curl -H \"Authorization: Bearer $(./tidemark token --user user-1)\" "
                        + "-H \"Content-Type: application/json\" " + ports.ingestUrl() + "/api/v1/events -d "
                        + "'{\"events\":[{\"id\":\"hello-1\",\"type\":\"session.started\","
                        + "\"session_id\":\"hello\",\"occurred_at\":\""
                        + Instant.now().truncatedTo(ChronoUnit.SECONDS) + "\"}]}'",
                "break it     ./tidemark send --faults 30" + option + "      then   ./tidemark dlq groups" + option,
                "how it does  ./tidemark status" + option,
                untilInterrupted ? "stop it      Ctrl-C" : "stop it      ./tidemark down" + option);
    }

    /// Stays until the stack is taken down from elsewhere, and tells what dies and what comes back.
    private void watch(Stack stack) {
        List<String> running = stack.running();
        try {
            while (!running.isEmpty()) {
                Thread.sleep(Duration.ofSeconds(1));
                List<String> before = running;
                List<String> now = stack.running();
                before.stream()
                        .filter(part -> !now.contains(part))
                        .forEach(part ->
                                say(part + " stopped; ./tidemark up in another terminal starts it again (its log: "
                                        + stack.log(part) + ")"));
                now.stream().filter(part -> !before.contains(part)).forEach(part -> say(part + " runs again"));
                running = now;
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }

    private static void awaitQuietly(CountDownLatch launched) {
        try {
            if (!launched.await(60, TimeUnit.SECONDS)) {
                throw new Failure("the start did not give way");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
