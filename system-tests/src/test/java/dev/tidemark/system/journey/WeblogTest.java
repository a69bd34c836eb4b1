package dev.tidemark.system.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidemark.system.TestStack;
import dev.tidemark.system.Weblog;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class WeblogTest {
    @AutoClose
    private final TestStack stack = TestStack.up();

    @Test
    void threeDaysOfARealSiteAreWrittenOnceHoweverOftenTheyAreSent() throws Exception {
        // Given
        Path file = Weblog.file();

        // When
        String first = stack.cli("send", file.toString()).requireSuccess().output();

        // Then
        assertThat(first).contains(Weblog.EVENTS + " accepted, 0 rejected, 0 not sent");
        Weblog.awaitWritten(stack);
        String rows = Weblog.digest(stack);

        // When
        stack.cli("send", file.toString()).requireSuccess();
        awaitNoLag();

        // Then
        Weblog.awaitWritten(stack);
        assertThat(Weblog.digest(stack)).isEqualTo(rows);
        assertThat(stack.sql("SELECT sum(sessions) FROM session_count WHERE status = 'completed'"))
                .isEqualTo("3052");
        assertThat(stack.cli("status").requireSuccess().output()).containsPattern("dead letters +0");
    }

    private void awaitNoLag() {
        await().untilAsserted(() ->
                assertThat(stack.cli("status", "--json").output()).doesNotContainPattern("\"lag\" : [1-9]"));
    }
}
