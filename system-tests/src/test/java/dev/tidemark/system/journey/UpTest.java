package dev.tidemark.system.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidemark.system.Cli;
import dev.tidemark.system.TestStack;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpTest {
    @AutoClose
    private final TestStack stack = TestStack.onFreePorts();

    @TempDir
    private Path folder;

    @Test
    void aTakenPortIsAnErrorThatNamesThePortAndTheOption() throws Exception {
        int taken = stack.ports().kafka();
        try (ServerSocket _ = new ServerSocket(taken, 1, InetAddress.getLoopbackAddress())) {
            Cli.Result result = stack.cli("up", "--ephemeral", "--detach");

            assertThat(result.exit()).isOne();
            assertThat(result.output())
                    .contains("port " + taken + " (kafka) is taken")
                    .contains("--port-base");
            stack.assertNothingListens();
        }
    }

    @Test
    void aPartThatDiesWhileStartingEndsTheStartWithItsLastWordsAndLeavesNothingRunning() throws Exception {
        // Given: a data folder in which PostgreSQL finds something that is not its own
        Files.createDirectories(folder.resolve("postgres"));
        Files.writeString(folder.resolve("postgres/PG_VERSION"), "7\n");

        // When
        Cli.Result result = stack.cli("up", "--data-dir", folder.toString(), "--detach");

        // Then
        assertThat(result.exit()).isOne();
        assertThat(result.output()).contains("postgres").contains(".log");
        stack.assertNothingListens();
    }

    @Test
    void dataSurvivesARestartAndASecondUpSaysThatItRuns() throws Exception {
        // Given
        stack.cli("up", "--data-dir", folder.toString(), "--detach").requireSuccess();
        assertThat(stack.cli("up", "--detach").requireSuccess().output()).contains("tidemark is up already");
        Cli.Result demo = stack.cli("up", "--demo");
        assertThat(demo.exit()).isOne();
        assertThat(demo.output()).contains("runs without a demo").contains("./tidemark down");
        stack.cli("send", "--example").requireSuccess();
        awaitSessions("1");

        // When
        assertThat(stack.cli("down").requireSuccess().output()).contains("tidemark is down");
        stack.assertNothingListens();
        stack.cli("up", "--data-dir", folder.toString(), "--detach").requireSuccess();

        // Then
        awaitSessions("1");
        stack.cli("send", "--example").requireSuccess();
        awaitSessions("2");
    }

    @Test
    void interruptingTheLauncherStopsAllThatItStartedAndKillingItLeavesNothingForEver() throws Exception {
        // Given
        Cli launcher = stack.start("up", "--ephemeral");
        await().atMost(Duration.ofMinutes(2)).until(() -> launcher.output().contains("tidemark is up ("));
        assertThat(launcher.output())
                .contains("dashboard    " + stack.ports().writerUrl())
                .contains("./tidemark send --example")
                .contains("curl -H")
                .contains("./tidemark send --faults 30");

        // When it is killed, the next one reaps what it left
        launcher.process().destroyForcibly();
        launcher.process().onExit().join();
        Cli next = stack.start("up", "--ephemeral");
        await().atMost(Duration.ofMinutes(2)).until(() -> next.output().contains("tidemark is up ("));
        assertThat(next.output()).contains("left behind");

        // When it is asked to end, it takes everything with it
        next.process().destroy();
        next.await();
        stack.assertNothingListens();
    }

    @Test
    void faultsBecomeDeadLettersThatAreGroupedByTheirFailure() {
        stack.cli("up", "--ephemeral", "--detach").requireSuccess();

        stack.cli("send", "--faults", "30").requireSuccess();

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(
                        stack.cli("dlq", "groups").requireSuccess().output())
                .containsPattern("10 +poison/invalid_json")
                .containsPattern("10 +poison/unknown_version")
                .containsPattern("10 +poison/refused_by_store"));
    }

    private void awaitSessions(String expected) {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(stack.sql("SELECT count(*) FROM session"))
                .isEqualTo(expected));
    }
}
