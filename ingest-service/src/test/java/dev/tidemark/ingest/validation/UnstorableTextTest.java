package dev.tidemark.ingest.validation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnstorableTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":\"\\u0000\"} | true",
                "{\"\\u0000\":1} | true",
                "{\"a\":\"\\\\\\u0000\"} | true",
                "{\"a\":\"\\\\u0000\"} | false",
                "{\"a\":\"\\u00001\"} | true",
                "{\"a\":\"\\u0001\"} | false",
                "{\"a\":\"u0000\"} | false",
            })
    void onlyAnEscapedNulIsUnstorable(String json, boolean unstorable) {
        byte[] body = ("\\u0000" + json + "\\u0000").getBytes(UTF_8);

        assertThat(UnstorableText.isIn(new Slice(body, 6, body.length - 6))).isEqualTo(unstorable);
    }
}
