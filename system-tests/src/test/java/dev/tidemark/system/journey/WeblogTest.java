package dev.tidemark.system.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidemark.system.Cli;
import dev.tidemark.system.TestStack;
import dev.tidemark.system.Weblog;
import java.nio.file.Path;
import java.time.Duration;
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
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(stack.sql("SELECT sum(ended) FROM rollup WHERE repository = ''"))
                        .isEqualTo("3052"));
        assertThat(stack.sql("SELECT sum(started + unstarted) FROM rollup WHERE repository = ''"))
                .isEqualTo("3052");
        assertThat(stack.sql("SELECT count(*) FROM rollup WHERE abandoned > 0 OR minute >= '2016-01-01'"))
                .as("minutes of today, or with abandoned sessions")
                .isEqualTo("0");

        // When
        stack.cli("send", file.toString()).requireSuccess();
        awaitNoLag();

        // Then
        Weblog.awaitWritten(stack);
        assertThat(Weblog.digest(stack)).isEqualTo(rows);
        assertThat(stack.sql("SELECT sum(sessions) FROM session_count WHERE status = 'completed'"))
                .isEqualTo("3052");
        assertThat(stack.cli("status").requireSuccess().output()).containsPattern("dead letters +0");

        // When
        stack.run("DELETE FROM page_visit; UPDATE session SET attributes = '{}', attribute_versions = '{}',"
                + " attribute_span = DEFAULT WHERE session_id < 'h'");
        assertThat(Weblog.digest(stack)).isNotEqualTo(rows);
        Cli.Result rebuilt = stack.cli("rebuild", "--from", "2026-01-01T00:00:00Z");

        // Then
        assertThat(rebuilt.requireSuccess().output()).contains("completed: 32,206 of 32,206 events");
        assertThat(Weblog.digest(stack)).isEqualTo(rows);
        assertThat(stack.cli("dlq", "resume", "bulk").requireSuccess().output()).contains("lane bulk goes on");
        assertThat(stack.cli("dlq", "resume", "fast").exit()).isEqualTo(2);
        assertThat(stack.cli("rebuild", "--from", "yesterday").output()).contains("--from is no time");
    }

    private void awaitNoLag() {
        await().untilAsserted(() ->
                assertThat(stack.cli("status", "--json").output()).doesNotContainPattern("\"lag\" : [1-9]"));
    }
}
