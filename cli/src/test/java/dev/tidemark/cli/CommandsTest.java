package dev.tidemark.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CommandsTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(strings = {"up", "down", "keys", "send", "status", "token", "topics", "dlq"})
    void everyCommandHelps(String command) {
        assertThat(run(command, "--help")).isZero();
        assertThat(out.toString()).contains("Usage: tidemark " + command);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "groups",
                "list",
                "show",
                "edit",
                "discard",
                "restore",
                "replay",
                "replays",
                "watch",
                "pause",
                "continue",
                "cancel",
                "audit",
                "rebuild",
                "resume"
            })
    void everyCommandAboutDeadLettersHelps(String command) {
        assertThat(run("dlq", command, "--help")).isZero();
        assertThat(out.toString()).contains("Usage: tidemark dlq " + command, "--port-base");
    }

    @Test
    void aTokenIsPrintedAloneAndIsAClientsUnlessSaidOtherwise() {
        assertThat(run("token", "--user", "Zoë", "--ttl", "30m")).isZero();

        String token = out.toString().strip();
        assertThat(token).hasLineCount(1);
        assertThat(new String(
                        Base64.getUrlDecoder().decode(token.substring(token.indexOf('.') + 1, token.lastIndexOf('.'))),
                        UTF_8))
                .contains("\"sub\":\"Zoë\"", "\"groups\":[\"tidemark-client\"]", "\"iss\":\"tidemark-local\"");
    }

    @Test
    void wrongCallsSaySoAndExitWithTwo() {
        assertThat(run("token", "--user", "u", "--ttl", "soon")).isEqualTo(2);
        assertThat(err.toString()).contains("30s, 10m, 1h or 7d");
        assertThat(run("send")).isEqualTo(2);
        assertThat(run()).isEqualTo(2);
        assertThat(run("fly")).isEqualTo(2);
    }

    @Test
    void whatCannotBeDoneIsSaidInOneLineAndExitsWithOne() {
        assertThat(run("up", "--port-base", "80")).isOne();
        assertThat(err.toString())
                .startsWith("tidemark: --port-base must be from 1024")
                .hasLineCount(1);
    }

    @Test
    void aStackThatIsNotThereIsSaidToBeUnreachable() {
        assertThat(run("status", "--port-base", "1024")).isOne();
        assertThat(err.toString())
                .contains("cannot reach http://localhost:1025")
                .contains("./tidemark up");
    }

    private int run(String... arguments) {
        CommandLine command =
                Tidemark.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return command.execute(arguments);
    }
}
