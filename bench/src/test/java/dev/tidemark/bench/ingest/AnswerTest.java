package dev.tidemark.bench.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.Channels;
import org.junit.jupiter.api.Test;

class AnswerTest {
    private static final String BODY = "{\"accepted\":3,\"rejected\":0,\"retry\":0,\"results\":[]}";

    @Test
    void anAnswerIsReadWhole() throws IOException {
        String answer = "HTTP/1.1 202 Accepted\r\nContent-Length: " + BODY.length() + "\r\n\r\n" + BODY;

        assertThat(read(answer)).isEqualTo(answer);
    }

    @Test
    void theLengthIsNotKnownBeforeTheHeadIsThere() throws IOException {
        assertThat(Answer.length("HTTP/1.1 202 Accepted\r\ncontent-length: 12\r\n"))
                .isEqualTo(-1);
    }

    @Test
    void theNameOfTheLengthMayBeWrittenInAnyCase() throws IOException {
        String head = "HTTP/1.1 202 Accepted\r\nA: b\r\ncontent-LENGTH: 12\r\n\r\n";

        assertThat(Answer.length(head)).isEqualTo(head.length() + 12);
    }

    @Test
    void aConnectionThatEndsIsNoAnswer() {
        assertThatThrownBy(() -> read("HTTP/1.1 202 Acc")).isInstanceOf(EOFException.class);
    }

    @Test
    void onlyAllAcceptedIsAcceptance() {
        assertThat(Answer.isAcceptanceOf(3, "HTTP/1.1 202 Accepted\r\n\r\n" + BODY))
                .isTrue();
        assertThat(Answer.isAcceptanceOf(4, "HTTP/1.1 202 Accepted\r\n\r\n" + BODY))
                .isFalse();
        assertThat(Answer.isAcceptanceOf(3, "HTTP/1.1 207 Multi-Status\r\n\r\n" + BODY))
                .isFalse();
    }

    private static String read(String answer) throws IOException {
        return new Answer().read(Channels.newChannel(new ByteArrayInputStream(answer.getBytes(UTF_8))));
    }
}
