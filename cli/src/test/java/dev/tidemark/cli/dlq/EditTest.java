package dev.tidemark.cli.dlq;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.attribute.PosixFilePermission.OWNER_READ;
import static java.nio.file.attribute.PosixFilePermission.OWNER_WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tidemark.cli.Failure;
import dev.tidemark.cli.dlq.FakeWriter.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EditTest {
    private static final String LETTER = "/api/v1/dead-letters/o%401";
    private static final String PUT = "PUT " + LETTER + "/payload";

    private final FakeWriter writer = new FakeWriter();

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("edit.json");
        Files.writeString(file, "{\"id\":\"e-1\",\"title\":\"Page\\u009b\"}");
        writer.on("GET " + LETTER + "?full=true", 200, """
                {"origin":"o@1","edited":false,
                 "payload":{"text":"{\\"id\\":\\"e-1\\",\\"title\\":\\"Page\\\\u0000\\"}"},"edited_payload":null}""");
    }

    @AfterEach
    void close() {
        writer.close();
    }

    @Test
    void anEditShowsWhatDiffersAndWhatTheWriterSaysOfIt() {
        writer.on(PUT, 200, "{\"origin\":\"o@1\",\"decodes\":{\"ok\":true}}");

        Ran ran = writer.run("edit", "o@1", "--file", file.toString(), "--why", "a U+0000");

        assertThat(ran.exit()).isZero();
        assertThat(ran.out().lines())
                .containsSubsequence(
                        "   \"id\" : \"e-1\",",
                        "-  \"title\" : \"Page\\u0000\"",
                        "+  \"title\" : \"Page\\u009b\"",
                        " }");
        assertThat(ran.out()).contains("kept; the writer can read it now", "dlq replay o@1 --dry-run");
        assertThat(writer.requests().getLast().ifMatch()).isEqualTo("\"7\"");
        assertThat(writer.requests().getLast().body())
                .endsWith("\"why\":\"a U+0000\"}")
                .startsWith("{\"text\":");
    }

    @Test
    void anEditThatCannotBeReadIsKeptAndSaidToBeSo() {
        writer.on(PUT, 200, "{\"decodes\":{\"ok\":false,\"code\":\"invalid_json\",\"detail\":\"not JSON\"}}");

        assertThat(writer.run("edit", "o@1", "--file", file.toString()).out())
                .contains("kept, but the writer cannot read it: invalid_json: not JSON");
    }

    @Test
    void whoeverWasFasterCostsNobodyTheirEdit() {
        writer.on(PUT, 412, "{\"code\":\"letter_changed\",\"detail\":\"The letter changed.\"}");

        Ran ran = writer.run("edit", "o@1", "--file", file.toString());

        assertThat(ran.exit()).isOne();
        assertThat(ran.err()).contains("somebody was faster", "nothing is lost, your edit is in " + file);
        assertThat(file).exists();
    }

    @Test
    void nothingIsSentWhereNothingWasChanged() throws IOException {
        Files.writeString(file, "{\"id\":\"e-1\",\"title\":\"Page\\u0000\"}");

        assertThat(writer.run("edit", "o@1", "--file", file.toString()).out()).contains("nothing was changed");
        assertThat(writer.calls()).containsExactly("GET " + LETTER + "?full=true");
    }

    @Test
    void anEditIsTakenBackOnlyAsItWasSeen() {
        assertThat(writer.run("edit", "o@1", "--undo").err()).contains("no edit");

        try (FakeWriter another = new FakeWriter()) {
            another.on("GET " + LETTER + "?full=true", 200, "{\"edited\":true}")
                    .on("DELETE " + LETTER + "/payload", 200, "{}");
            assertThat(another.run("edit", "o@1", "--undo").out()).contains("the edit is taken back");
            assertThat(another.requests().getLast().ifMatch()).isEqualTo("\"7\"");
        }
    }

    @Test
    void anEditorIsGivenJsonInLinesAndAFileThatOthersCannotRead() throws Exception {
        Payload present = new Payload("{\"a\":1.10,\"b\":2}".getBytes(UTF_8));

        Draft draft = Draft.inEditor(present, "sed -i -e 's/2/3/' -e '$a\\'");
        Draft untouched = Draft.inEditor(present, "true");

        assertThat(draft.payload().text()).contains("{\n  \"a\" : 1.10,\n  \"b\" : 3\n}");
        assertThat(Files.getPosixFilePermissions(Path.of(draft.keep())))
                .containsExactlyInAnyOrder(OWNER_READ, OWNER_WRITE);
        assertThat(untouched.payload()).isSameAs(present);
        draft.discard();
        untouched.discard();
        assertThat(Path.of(draft.keep())).doesNotExist();
    }

    @Test
    void anEditorThatFailsLosesNothing() throws IOException {
        Failure failure = catchThrowableOfType(
                Failure.class, () -> Draft.inEditor(new Payload(new byte[] {-1}), "echo x >> \"$1\"; false"));

        assertThat(failure)
                .hasMessageContaining("the editor ended with 1; nothing was changed, and what you wrote is in ");
        Path kept = Path.of(String.valueOf(failure.getMessage()).replaceFirst(".* ", ""));
        assertThat(kept).hasBinaryContent(new byte[] {-1, 'x', '\n'});
        Files.delete(kept);
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThat(writer.run("edit", "o@1", "--file", "/no/such").err()).contains("there is no file /no/such");
    }
}
