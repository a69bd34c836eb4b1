package dev.tidemark.system.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidemark.system.Cli;
import dev.tidemark.system.TestStack;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class DemoTest {
    @AutoClose
    private final TestStack stack = TestStack.onFreePorts();

    @Test
    void withinTwoMinutesADemoShowsEveryStatusAndADeadLetterUntilItIsTakenDown() throws Exception {
        // When
        Cli.Result up = stack.cli("up", "--demo", "--ephemeral", "--detach").requireSuccess();

        // Then
        assertThat(up.output()).contains("a demo runs");
        await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> assertThat(
                        stack.sql("SELECT string_agg(DISTINCT status, ' ' ORDER BY status) FROM session"))
                .isEqualTo("abandoned completed in_progress"));
        assertThat(stack.cli("dlq", "groups").requireSuccess().output()).contains("poison/");
        assertThat(stack.sql("SELECT count(DISTINCT user_id) FROM session")).isEqualTo("30");

        // When
        stack.kill("demo");

        // Then
        assertThat(stack.cli("up", "--detach").requireSuccess().output())
                .contains("starting demo")
                .contains("tidemark is up again");

        // When
        ProcessHandle demo = stack.process("demo");
        stack.cli("down").requireSuccess();

        // Then
        assertThat(demo.isAlive()).isFalse();
        stack.assertNothingListens();
    }
}
