package dev.tidemark.cli.dlq;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.cli.dlq.FakeWriter.Ran;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReadingTest {
    private static final String ORIGIN = "tidemark.events.bulk-3@42";
    private static final String LETTER = "/api/v1/dead-letters/tidemark.events.bulk-3%4042";

    private final FakeWriter writer = new FakeWriter();
    private final PrintStream stdout = System.out;

    @AfterEach
    void close() {
        writer.close();
        System.setOut(stdout);
        System.clearProperty("tidemark.terminal");
    }

    @Test
    void groupsAreATableOfWhatIsOpen() {
        writer.on("GET /api/v1/dead-letters/groups?status=open", 200, """
                {"groups":[
                  {"fingerprint":"51b3e0a7c1d2f4a6","failure":"poison/refused_by_store","type":"page.visited",
                   "message":"untranslatable \\u001b[2J","open":1204,"discarded":3,"applied":0,
                   "last_failed_at":"2026-11-21T07:00:00.123Z"},
                  {"fingerprint":"0000000000000000","failure":"poison/invalid_json","type":null,"message":"not JSON",
                   "open":1,"discarded":0,"applied":0,"last_failed_at":"2026-11-21T06:00:00Z"}]}""");

        Ran ran = writer.run("groups");

        assertThat(ran.exit()).isZero();
        assertThat(ran.out().lines())
                .containsExactly(
                        "group              open  failure                  type          last                  message",
                        "51b3e0a7c1d2f4a6  1,204  poison/refused_by_store  page.visited  2026-11-21T07:00:00Z  "
                                + "untranslatable \\u001b[2J",
                        "0000000000000000      1  poison/invalid_json      -             2026-11-21T06:00:00Z  not JSON");
        assertThat(writer.run("groups", "--json").out().lines())
                .hasSize(2)
                .first()
                .asString()
                .contains("\"message\":\"untranslatable \\u001B[2J\"")
                .endsWith("}");
    }

    @Test
    void aWriterThatCannotAnswerIsNoReasonToSeeNothing() {
        writer.on(
                "GET /api/v1/dead-letters/groups?status=open",
                503,
                "{\"code\":\"store_unavailable\",\"detail\":\"The store does not answer.\"}");

        Ran ran = writer.run("groups");

        assertThat(ran.exit()).isOne();
        assertThat(ran.err())
                .contains("answers 503 store_unavailable: The store does not answer.", "--from-topic")
                .hasLineCount(1);
    }

    @Test
    void aRefusalIsShownAsTheWriterPutsIt() {
        writer.on(
                "GET /api/v1/dead-letters?status=open&limit=50",
                403,
                "{\"code\":\"forbidden\",\"detail\":\"The token names\\u009b no group.\"}");

        Ran ran = writer.run("list", "--status", "open");

        assertThat(ran.exit()).isOne();
        assertThat(ran.err())
                .contains("403 forbidden: The token names\\u009b no group.")
                .doesNotContain("--from-topic");
    }

    @Test
    void aListIsReadPageByPageUpToItsLimit() {
        writer.on("GET /api/v1/dead-letters?user=u%261&q=a%20b&limit=500", 200, page(500, "\"7\""))
                .on("GET /api/v1/dead-letters?user=u%261&q=a%20b&limit=200&after=7", 200, page(200, "\"3\""));

        Ran ran = writer.run("list", "--user", "u&1", "--search", "a b", "--limit", "700", "--json");

        assertThat(ran.out().lines()).hasSize(700).allMatch(line -> line.startsWith("{\"origin\":"));
        assertThat(writer.requests()).hasSize(2);
    }

    @Test
    void allOfAListIsReadToItsEnd() {
        writer.on("GET /api/v1/dead-letters?limit=500", 200, page(500, "\"7\""))
                .on("GET /api/v1/dead-letters?limit=500&after=7", 200, page(20, "null"));

        assertThat(writer.run("list", "--all").out().lines()).hasSize(521);
    }

    @Test
    void timesAreMomentsOrHowLongAgoTheyWere() {
        writer.run("list", "--since", "2h", "--until", "2026-11-21T08:00:00+01:00");

        assertThat(writer.calls())
                .singleElement()
                .asString()
                .matches(".*from=20\\d\\d-.*Z&to=2026-11-21T07%3A00%3A00Z&limit=50");
        assertThat(writer.run("list", "--since", "yesterday").err())
                .contains("'yesterday' is no time such as 2026-11-21T07:00:00Z, nor how long ago");
        assertThat(writer.run("list", "--status", "dead").exit()).isEqualTo(2);
        assertThat(writer.run("list", "--limit", "0").exit()).isEqualTo(2);
    }

    @Test
    void whatTheTopicDoesNotKnowIsNotAskedOfIt() {
        Ran ran = writer.run("list", "--from-topic", "--group", "51b3e0a7c1d2f4a6", "--search", "x");

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err()).contains("--group, --search: only the store knows that");
    }

    @Test
    void aLetterIsShownWithAllThatItCarriesAndHarmsNoTerminal() {
        writer.on(
                "GET " + LETTER,
                200,
                letter("{\"text\":\"{\\\"id\\\":\\\"e\\u202e-1\\\",\\\"n\\\":1.10,\\\"n\\\":2}\"}"));

        String shown = writer.run("show", ORIGIN).out();

        assertThat(shown)
                .contains(
                        "origin    " + ORIGIN,
                        "failure   poison/refused_by_store  SQLSTATE 22P05",
                        "  ce_id: e\\u001b-1",
                        "  bad: base64 //4=",
                        "2026-11-21T07:00:00Z  poison/refused_by_store  no  in replay 0c0f",
                        "  {\n    \"id\" : \"e\\u202e-1\",\n    \"n\" : 1.10,\n    \"n\" : 2\n  }");
        assertThat(shown).doesNotContain("\u001b", "\u202e");
    }

    @Test
    void aPayloadThatIsNoTextIsDumped() {
        byte[] bytes = new byte[5_000];
        bytes[0] = (byte) 0xFF;
        bytes[1] = 'A';
        writer.on("GET " + LETTER, 200, letter(base64(bytes)))
                .on("GET " + LETTER + "?full=true", 200, letter(base64(bytes)));

        assertThat(writer.run("show", ORIGIN).out())
                .contains("00000000  ff 41 00", "  .A......", "00000ff0", "… and 904 more bytes; --full shows all")
                .doesNotContain("00001000");
        assertThat(writer.run("show", ORIGIN, "--full").out())
                .contains("00001380")
                .doesNotContain("more bytes");
    }

    @Test
    void theBytesOfAPayloadAreNeitherMoreNorOthers() {
        byte[] bytes = {(byte) 0xFF, 0, '\n', 'x', 27};
        writer.on("GET " + LETTER + "?full=true", 200, letter(base64(bytes)));
        ByteArrayOutputStream taken = new ByteArrayOutputStream();
        System.setOut(new PrintStream(taken, true, UTF_8));

        assertThat(writer.run("show", ORIGIN, "--payload").exit()).isZero();

        assertThat(taken.toByteArray()).isEqualTo(bytes);
        System.setProperty("tidemark.terminal", "out");
        Ran onTerminal = writer.run("show", ORIGIN, "--payload");
        assertThat(onTerminal.exit()).isOne();
        assertThat(onTerminal.err()).contains("no text; write it to a file");
    }

    @Test
    void theAuditSaysWhoDidWhat() {
        writer.on("GET /api/v1/audit?target=a%401&limit=50", 200, """
                {"entries":[{"id":1,"at":"2026-11-21T07:00:00Z","who":"ada","action":"discard","target":"a@1",
                  "why":"a test","detail":{}}],"next":null}""");

        assertThat(writer.run("audit", "--target", "a@1").out().lines())
                .containsExactly(
                        "at                    who  action   target  why     detail",
                        "2026-11-21T07:00:00Z  ada  discard  a@1     a test");
    }

    private static String base64(byte[] bytes) {
        return "{\"base64\":\"" + Base64.getEncoder().encodeToString(bytes) + "\"}";
    }

    private static String letter(String payload) {
        return """
                {"origin":"%s","user":"user-7","type":"page.visited","failure":"poison/refused_by_store",
                 "sql_state":"22P05","detail":"no","deaths":1,"attempts":0,"status":"open","edited":false,"size":9,
                 "payload":%s,"payload_truncated":false,"key":null,
                 "headers":[{"name":"ce_id","text":"e\\u001b-1"},{"name":"bad","base64":"//4="}],
                 "history":[{"failed_at":"2026-11-21T07:00:00Z","failure":"poison/refused_by_store","detail":"no",
                   "attempts":0,"replay":"0c0f"}]}""".formatted(ORIGIN, payload);
    }

    private static String page(int letters, String next) {
        String letter = "{\"origin\":\"o\",\"status\":\"open\"}";
        return "{\"letters\":[" + (letter + ",").repeat(letters - 1) + letter + "],\"next\":" + next + "}";
    }
}
