package dev.tidemark.ingest.validation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.access.Problem;
import dev.tidemark.common.event.Decoded;
import dev.tidemark.common.event.Event;
import dev.tidemark.common.event.EventReader;
import dev.tidemark.common.event.UserId;
import dev.tidemark.common.json.JsonReader;
import dev.tidemark.common.json.MalformedJsonException;
import dev.tidemark.common.json.Mutilation;
import dev.tidemark.ingest.admission.Sender;
import dev.tidemark.ingest.limits.LimitsConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Bodies that were valid until they were mutilated: each is refused whole for a reason, or each of its events is
/// accepted whole or rejected for a reason; and what is accepted, the writer can read and a store can hold.
class BatchFuzzTest {
    private static final Instant NOW = Instant.parse("2026-11-21T07:00:00Z");
    private static final Sender CLIENT = new Sender(new UserId("user-1"), false);
    private static final LimitsConfig.Body LIMITS = new Limits();
    private static final int LONGEST_DETAIL = 400;
    private static final String[] EVENTS = {
        "{\"id\":\"a-1\",\"type\":\"session.started\",\"session_id\":\"s\",\"occurred_at\":\"2026-11-21T06:59:59.120Z\","
                + "\"data\":{\"repo_owner\":\"quarkusio\",\"pr_number\":42,\"x\":[1.5e3,{\"y\":null}]}}",
        "{\"id\":\"a-2\",\"type\":\"page.visited\",\"occurred_at\":\"2026-11-21T06:59:59+01:00\",\"priority\":\"high\","
                + "\"data\":{\"url\":\"https://example.org/\\u00e4\",\"title\":\"Zoë 😀\",\"duration_ms\":12}}",
        "{\"id\":\"a-3\",\"type\":\"session.ended\",\"session_id\":\"s:1\",\"occurred_at\":\"2026-11-21T06:59:59Z\","
                + "\"data\":{\"duration_seconds\":12.5,\"reason\":\"done\",\"ended_at\":\"2026-11-21T06:59:58Z\"}}",
        "{\"id\":\"a-4\",\"type\":\"operation\",\"occurred_at\":\"2026-11-21T06:59:59.000001Z\","
                + "\"data\":{\"operation\":\"CREATE_VERSE\",\"local_record_id\":7,\"payload\":{\"a\":{\"b\":[true,-0]}}}}",
        "{\"id\":\"a-5\",\"type\":\"tab.closed\",\"occurred_at\":\"2026-11-21T06:59:59Z\",\"user\":null,"
                + "\"data\":{\"tab_id\":\"t\",\"opened_at\":null,\"page_count\":9007199254740992}}",
        "{\"id\":\"a-6\",\"type\":\"session.activity\",\"session_id\":\"s\",\"occurred_at\":\"2026-11-21T06:59:59Z\","
                + "\"data\":{\"kind\":\"click\"},\"more\":[[[]]]}",
    };
    private static final String[] PIECES = {
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "\\",
        "\\u0000",
        "\\ud800",
        "\u0000",
        "\uFEFF",
        "null",
        "1e999",
        "1e-99999999999",
        "-",
        "0",
        "\"id\":",
        "\"data\":",
        "\"a-1\"",
        "{}",
        "[]",
        "NaN",
        "\"user\":\"u\",",
        "99999-12-31T23:59:59Z",
        "\t",
        "\n",
        "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
        "\"\":1,",
        "é",
    };

    @Test
    void everyBodyIsRefusedOrJudgedWhole() {
        fuzz(System.nanoTime(), 100_000);
    }

    @Test
    @Tag("long")
    void everyOneOfMillionsIsRefusedOrJudgedWhole() {
        fuzz(System.nanoTime(), 3_000_000);
    }

    private static void fuzz(long seed, int bodies) {
        Random random = new Random(seed);
        Mutilation mutilation = new Mutilation(random, 40, PIECES);
        for (int i = 0; i < bodies; i++) {
            byte[] body = mutilation.of(body(random));
            try {
                check(body);
            } catch (RuntimeException | AssertionError broken) {
                throw new AssertionError("seed " + seed + ", body " + i + ": " + new String(body, UTF_8), broken);
            }
        }
    }

    private static void check(byte[] body) {
        Batch batch;
        try {
            batch = new BatchReader(LIMITS, new Rules(CLIENT, NOW)).read(new JsonReader(body, EventReader.MAX_DEPTH));
        } catch (Problem refused) {
            assertThat(refused.status()).isIn(400, 413);
            assertThat(refused.detail()).hasSizeLessThan(LONGEST_DETAIL);
            return;
        }
        for (Submission submission : batch.submissions()) {
            switch (submission) {
                case Submission.Rejected rejected -> {
                    Verdict.Rejected verdict = rejected.verdict();
                    assertThat(verdict.code()).matches("[a-z_]+");
                    assertThat(verdict.detail()).hasSizeLessThan(LONGEST_DETAIL);
                }
                case Submission.Valid valid -> {
                    Event event =
                            ((Decoded.Valid) EventReader.read(valid.bytes().toBytes())).event();
                    assertThat(event.envelope().id()).isEqualTo(valid.envelope().id());
                    assertThat(event.lane()).isEqualTo(valid.lane());
                    store(event);
                }
            }
        }
    }

    /// Makes all that a store would hold of it.
    private static void store(Event event) {
        if (event instanceof Event.OfSession ofSession) {
            assertThat(ofSession.attributes()).hasSizeLessThanOrEqualTo(64);
        }
        if (event instanceof Event.WithRow withRow) {
            assertThat(lastNul(withRow.data())).isNegative();
        }
        if (event instanceof Event.Operation operation) {
            assertThat(operation.payload()).isNotNull();
        }
    }

    private static int lastNul(String json) {
        try {
            JsonReader reader = new JsonReader(json.getBytes(UTF_8), Integer.MAX_VALUE);
            reader.skip();
            return reader.lastNul();
        } catch (MalformedJsonException noJson) {
            throw new AssertionError(noJson);
        }
    }

    private static byte[] body(Random random) {
        StringBuilder body = new StringBuilder("{\"batch_id\":\"b\",\"events\":[");
        for (int i = random.nextInt(4); i >= 0; i--) {
            body.append(EVENTS[random.nextInt(EVENTS.length)]).append(i == 0 ? "" : ",");
        }
        return body.append("]}").toString().getBytes(UTF_8);
    }

    private record Limits() implements LimitsConfig.Body {
        @Override
        public int wireBytes() {
            return 8 << 20;
        }

        @Override
        public int decompressedBytes() {
            return 32 << 20;
        }

        @Override
        public int events() {
            return 3;
        }

        @Override
        public int eventBytes() {
            return 300;
        }

        @Override
        public Duration time() {
            return Duration.ofSeconds(1);
        }

        @Override
        public int imports() {
            return 1;
        }

        @Override
        public int importsPerUser() {
            return 1;
        }

        @Override
        public long inFlightBytes() {
            return 64 << 20;
        }
    }
}
