package dev.tidemark.system.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidemark.system.Cli;
import dev.tidemark.system.TestStack;
import dev.tidemark.system.Weblog;
import dev.tidemark.system.journey.DashboardPage;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class KilledWriterTest {
    @AutoClose
    private final TestStack stack = TestStack.up();

    @AutoClose
    private final DashboardPage page = DashboardPage.open(stack);

    @Test
    void aWriterKilledInTheMiddleLosesNothingAndLeavesNoStaleSessionOnThePage() throws Exception {
        // Given
        Path file = Weblog.file();
        page.signIn();
        Cli sending = stack.start("send", file.toString());
        await().until(() -> !stack.sql("SELECT count(*) FROM session").equals("0"));

        // When
        stack.kill("writer");
        sending.await().requireSuccess();
        String repaired = stack.cli("up", "--detach").requireSuccess().output();

        // Then
        assertThat(repaired).contains("starting writer").contains("tidemark is up again");
        Weblog.awaitWritten(stack);
        await().untilAsserted(() -> {
            assertThat(page.count("completed")).isEqualTo(3052);
            assertThat(page.count("in_progress")).isZero();
            assertThat(page.statusesListed()).containsOnly("completed");
        });
    }
}
