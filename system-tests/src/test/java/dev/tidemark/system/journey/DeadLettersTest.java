package dev.tidemark.system.journey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidemark.system.Cli;
import dev.tidemark.system.TestStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadLettersTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @AutoClose
    private final TestStack stack = TestStack.up();

    @TempDir
    private Path folder;

    @Test
    void anOperatorFindsMendsTriesOutReplaysAndDiscardsWhatIsDeadFromATerminal() throws Exception {
        // Given
        stack.cli("send", "--faults", "6").requireSuccess();
        await().atMost(SOON).untilAsserted(() -> assertThat(lines("dlq", "groups", "--json"))
                .hasSize(3));
        String group = lines("dlq", "groups", "--json").stream()
                .filter(line -> line.contains("refused_by_store"))
                .map(line -> field(line, "fingerprint"))
                .findFirst()
                .orElseThrow();

        // When
        Cli.Result hopeless = stack.cli("dlq", "replay", "--group", group, "--dry-run");

        // Then
        assertThat(hopeless.exit()).isOne();
        assertThat(hopeless.output())
                .contains("of 2 letters 0 would be applied, 2 would fail")
                .contains("poison/refused_by_store");

        // When
        List<String> origins = lines("dlq", "list", "--group", group, "--json").stream()
                .map(line -> field(line, "origin"))
                .toList();
        for (String origin : origins) {
            mend(origin);
        }

        // Then
        assertThat(stack.cli("dlq", "replay", "--group", group, "--dry-run")
                        .requireSuccess()
                        .output())
                .contains("of 2 letters 2 would be applied");
        assertThat(stack.sql("SELECT count(*) FROM page_visit")).isEqualTo("0");

        // When
        String replayed = stack.cli("dlq", "replay", "--group", group, "--why", "the titles are mended")
                .requireSuccess()
                .output();

        // Then
        assertThat(replayed).contains("of 2 letters 2 applied, 0 failed");
        assertThat(stack.sql("SELECT count(*) FROM page_visit WHERE title LIKE 'Page %'"))
                .isEqualTo("2");
        assertThat(lines("dlq", "list", "--group", group, "--status", "applied", "--json"))
                .hasSize(2);
        assertThat(stack.cli("dlq", "show", origins.getFirst()).requireSuccess().output())
                .contains("applied");

        // When
        stack.cli("dlq", "discard", "--status", "open", "--why", "made for a test")
                .requireSuccess();

        // Then
        assertThat(lines("dlq", "list", "--status", "open", "--json")).isEmpty();
        assertThat(stack.cli("dlq", "audit").requireSuccess().output())
                .contains("edit")
                .contains("replay")
                .contains("discard")
                .contains("the titles are mended");
        assertThat(stack.cli("dlq", "groups", "--from-topic").requireSuccess().output())
                .containsPattern("2 +poison/invalid_json");
    }

    @Test
    void aHostilePayloadIsHarmlessInATerminalAndComesOutAsItWasInAFile() throws Exception {
        // Given
        String hostile = "\u001b]0;owned\u0007\u001b[2J\u009b31m\u202e<script>alert(1)</script>\r\u0000\u200b";
        stack.sendToBulk(hostile);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(lines("dlq", "list", "--json")).hasSize(1));
        String origin = field(lines("dlq", "list", "--json").getFirst(), "origin");

        // Then
        for (Cli.Result result : List.of(
                stack.cli("dlq", "show", origin),
                stack.cli("dlq", "show", origin, "--json"),
                stack.cli("dlq", "show", origin, "--from-topic"),
                stack.cli("dlq", "list"),
                stack.cli("dlq", "groups"))) {
            assertThat(result.requireSuccess().output()).doesNotContainPattern("[\\p{Cc}\\p{Cf}&&[^\\n]]");
        }
        assertThat(stack.cli("dlq", "show", origin).output()).contains("\\u001b]0;owned");
        assertThat(stack.cli("dlq", "show", origin, "--payload").output()).isEqualTo(hostile);
    }

    /// What the writer cannot hold is taken out of the very bytes that came.
    private void mend(String origin) throws IOException {
        String payload =
                stack.cli("dlq", "show", origin, "--payload").requireSuccess().output();
        Path file = folder.resolve("payload.json");
        Files.writeString(file, payload.replace("\\u0000", ""), UTF_8);
        String edited = stack.cli("dlq", "edit", origin, "--file", file.toString(), "--why", "a U+0000 in the title")
                .requireSuccess()
                .output();
        assertThat(edited).contains("\\u0000");
    }

    private List<String> lines(String... command) {
        return stack.cli(command).requireSuccess().output().lines().toList();
    }

    private static String field(String json, String name) {
        Matcher field = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(json);
        assertThat(field.find()).as("%s in %s", name, json).isTrue();
        return field.group(1);
    }
}
