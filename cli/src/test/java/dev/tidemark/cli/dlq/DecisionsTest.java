package dev.tidemark.cli.dlq;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.cli.dlq.FakeWriter.Ran;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DecisionsTest {
    private static final String GROUPS = "GET /api/v1/dead-letters/groups";
    private static final String DISCARD = "POST /api/v1/dead-letters/discard";

    private final FakeWriter writer = new FakeWriter();
    private final InputStream stdin = System.in;

    @AfterEach
    void close() {
        writer.close();
        System.setIn(stdin);
        System.clearProperty("tidemark.terminal");
    }

    @Test
    void oneLetterIsDecidedAloneSoThatARefusalHasAReason() {
        writer.on("POST /api/v1/dead-letters/a%401/discard", 200, "{}")
                .on(
                        "POST /api/v1/dead-letters/b%402/restore",
                        409, "{\"code\":\"wrong_status\",\"detail\":\"The letter is applied.\"}");

        assertThat(writer.run("discard", "a@1", "--why", "a test").out())
                .isEqualToIgnoringNewLines("1 letter discarded");
        assertThat(writer.requests().getFirst().body()).isEqualTo("{\"why\":\"a test\"}");
        Ran refused = writer.run("restore", "b@2");
        assertThat(refused.exit()).isOne();
        assertThat(refused.err()).contains("409 wrong_status: The letter is applied.");
    }

    @Test
    void severalLettersAreOneOrder() {
        writer.on("POST /api/v1/dead-letters/restore", 200, "{\"restored\":2}");

        assertThat(writer.run("restore", "a@1", "--id", "b@2", "a@1", "--json").out())
                .isEqualToIgnoringNewLines("{\"restored\":2}");
        assertThat(writer.requests().getFirst().body())
                .isEqualTo("{\"why\":null,\"selection\":{\"origins\":[\"a@1\",\"b@2\"]}}");
    }

    @Test
    void aScriptMustSayThatItMeansMany() {
        writer.on(GROUPS, 200, group(101)).on(DISCARD, 200, "{\"discarded\":101}");

        Ran asked = writer.run("discard", "--group", "fp", "--why", "old");
        Ran told = writer.run("discard", "--group", "fp", "--why", "old", "--yes");

        assertThat(asked.exit()).isOne();
        assertThat(asked.err()).contains("nothing was done: that would discard 101 letters; say --yes to do so");
        assertThat(told.out()).isEqualToIgnoringNewLines("101 letters discarded");
        assertThat(writer.calls()).containsExactly(GROUPS, DISCARD);
        assertThat(writer.requests().getLast().body()).isEqualTo("{\"why\":\"old\",\"selection\":{\"group\":\"fp\"}}");
    }

    @Test
    void aHundredNeedNoQuestion() {
        writer.on(GROUPS, 200, group(100)).on(DISCARD, 200, "{\"discarded\":100}");

        assertThat(writer.run("discard", "--group", "fp", "--why", "old").exit())
                .isZero();
    }

    @Test
    void aPersonIsAskedAndMayDecline() {
        writer.on(
                        "GET /api/v1/dead-letters?user=u&status=open&limit=500",
                        200,
                        "{\"letters\":[" + "{},".repeat(499) + "{}],\"next\":\"1\"}")
                .on(DISCARD, 200, "{\"discarded\":1204}");
        System.setProperty("tidemark.terminal", "in out err");

        System.setIn(new ByteArrayInputStream("\n".getBytes(UTF_8)));
        Ran declined = writer.run("discard", "--user", "u", "--why", "left");
        System.setIn(new ByteArrayInputStream("y\n".getBytes(UTF_8)));
        Ran agreed = writer.run("discard", "--user", "u", "--why", "left");

        assertThat(declined.err()).contains("discard at least 500 letters? [y/N]", "nothing was done");
        assertThat(declined.exit()).isOne();
        assertThat(agreed.out()).isEqualToIgnoringNewLines("1,204 letters discarded");
        assertThat(writer.requests().getLast().body())
                .isEqualTo("{\"why\":\"left\",\"selection\":{\"filter\":{\"user\":\"u\"}}}");
    }

    @Test
    void whatIsNotClearIsNotDone() {
        assertThat(writer.run("discard", "a@1").err()).contains("--why");
        assertThat(writer.run("discard", "--why", "x").err()).contains("which letters?");
        assertThat(writer.run("discard", "a@1", "--user", "u", "--why", "x").err())
                .contains("not both");
        assertThat(writer.requests()).isEmpty();
    }

    private static String group(int letters) {
        return "{\"groups\":[{\"fingerprint\":\"fp\",\"open\":" + letters + "}]}";
    }
}
