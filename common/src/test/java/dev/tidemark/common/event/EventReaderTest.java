package dev.tidemark.common.event;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.common.json.JsonReader;
import dev.tidemark.common.json.MalformedJsonException;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventReaderTest {
    private static final String START = """
            {"id": "e1", "type": "session.started", "session_id": "s1", "occurred_at": "2026-11-21T07:00:00.123456Z"}""";

    @Test
    void aStartWithoutItsOwnTimeStartedWhenItOccurred() {
        Event.SessionStarted start = (Event.SessionStarted) valid(START);

        assertThat(start.startedAt()).isEqualTo(Instant.parse("2026-11-21T07:00:00.123456Z"));
        assertThat(start.lane()).isEqualTo(Lane.EXPRESS);
    }

    @ParameterizedTest
    @CsvSource({
        "immediate, EXPRESS",
        "high, EXPRESS",
        "normal, BULK",
        "low, BULK",
    })
    void aPriorityDecidesTheLane(String priority, Lane lane) {
        assertThat(valid(START.replace("\"id\"", "\"priority\": \"" + priority + "\", \"id\""))
                        .lane())
                .isEqualTo(lane);
    }

    @Test
    void whatATypeGivesNoMeaningIsAnAttributeInCanonicalForm() {
        Event.SessionStarted start = (Event.SessionStarted) valid(START.replace(
                "\"id\"", "\"data\": {\"started_at\": null, \"pr\": 4.20e1, \"o\": {\"bb\":1,\"a\":[ ]}}, \"id\""));

        assertThat(start.attributes()).containsOnlyKeys("pr", "o");
        assertThat(start.attributes()).containsEntry("pr", "42.0").containsEntry("o", "{\"a\": [], \"bb\": 1}");
    }

    @Test
    void anOperationWithoutARecordIsItsOwnRecord() {
        Event.Operation operation = (Event.Operation) valid("""
                {"id": "op-1", "type": "operation", "occurred_at": "2026-11-21T07:00:00Z",
                 "data": {"operation": "CREATE_VERSE", "payload": {"text": "a"}}}""");

        assertThat(operation.recordId()).isEqualTo("op-1");
        assertThat(operation.payload()).containsEntry("text", "\"a\"");
        assertThat(operation.lane()).isEqualTo(Lane.BULK);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "not json | INVALID_JSON",
                "[] | INVALID_JSON",
                "{} extra | INVALID_JSON",
                "{} | MISSING_FIELD",
                "{\"type\": \"session.begun\"} | UNKNOWN_TYPE",
                "{\"type\": \"session.started.v2\"} | UNKNOWN_VERSION",
                "{\"type\": \"operation\", \"id\": \"no spaces\"} | INVALID_FIELD",
                "{\"type\": \"operation\", \"id\": 1} | INVALID_FIELD",
                "{\"type\": \"session.ended\", \"id\": \"e\", \"occurred_at\": \"2026-11-21T07:00:00Z\"} | MISSING_FIELD",
                "{\"type\": \"operation\", \"id\": \"e\", \"occurred_at\": \"yesterday\"} | INVALID_TIME",
                "{\"type\": \"operation\", \"id\": \"e\", \"occurred_at\": \"1999-12-31T23:59:59Z\"} | INVALID_TIME",
            })
    void whatIsNoEventIsAValueThatSaysWhy(String json, Decoded.Code code) {
        assertThat(unreadable(json).code()).isEqualTo(code);
    }

    @Test
    void anUnpairedSurrogateIsRefusedInValuesAndNames() {
        assertThat(unreadable(START.replace("\"id\"", "\"data\": {\"a\": \"\\ud800\"}, \"id\""))
                        .code())
                .isEqualTo(Decoded.Code.UNSTORABLE_VALUE);
        assertThat(unreadable(START.replace("\"id\"", "\"data\": {\"\\ud800\": 1}, \"id\""))
                        .code())
                .isEqualTo(Decoded.Code.UNSTORABLE_VALUE);
    }

    @Test
    void aNumberOfMoreThanAThousandDigitsIsUnstorable() {
        assertThat(unreadable(START.replace("\"id\"", "\"data\": {\"a\": 1e1001}, \"id\""))
                        .code())
                .isEqualTo(Decoded.Code.UNSTORABLE_VALUE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e2147483647", "1e2147483648", "1e99999999999", "1e-2147483648", "-1E+99999999999"})
    void aNumberOfAnAbsurdExponentIsUnstorableAndCostsNothing(String number) {
        assertThat(unreadable(START.replace("\"id\"", "\"data\": {\"a\": " + number + "}, \"id\""))
                        .code())
                .isEqualTo(Decoded.Code.UNSTORABLE_VALUE);
    }

    @Test
    void namesOfOperationsAndKindsAreShortEnoughForAKey() {
        String operation = """
                {"id": "op-1", "type": "operation", "occurred_at": "2026-11-21T07:00:00Z", "data": {"operation": "%s"}}""";

        assertThat(valid(operation.formatted("CREATE_" + "x".repeat(121)))).isInstanceOf(Event.Operation.class);
        assertThat(unreadable(operation.formatted("CREATE_" + "x".repeat(122))).code())
                .isEqualTo(Decoded.Code.INVALID_FIELD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"id\": \"e2\", \"id\"",
                "\"i\\u0064\": \"e2\", \"id\"",
                "\"data\": {}, \"data\": {}, \"id\"",
                "\"data\": {}, \"data\": null, \"id\"",
                "\"data\": {\"a\": 1, \"a\": 1}, \"id\"",
                "\"data\": {\"a\": [{\"b\": 1, \"b\": 2}]}, \"id\"",
            })
    void aNameThatStandsTwiceIsRefusedWhereverItCounts(String twice) {
        assertThat(unreadable(START.replaceFirst("\"id\"", twice.replace("\\", "\\\\"))
                                .replace("}}}", "}}"))
                        .code())
                .isEqualTo(Decoded.Code.DUPLICATE_NAME);
    }

    @Test
    void whatCannotBeReadStillSaysWhichEventItWas() {
        assertThat(unreadable(START.replace("session.started", "session.begun")).id())
                .isEqualTo(new EventId("e1"));
        assertThat(unreadable(START.replace("e1", "no spaces")).id()).isNull();
    }

    @Test
    void aTooLargeEventIsSteppedOverAndTheNextOneIsRead() throws MalformedJsonException {
        String large = START.replace("\"id\"", "\"x\": \"" + "y".repeat(1_000) + "\", \"id\"");
        JsonReader reader = new JsonReader((large + START).getBytes(UTF_8), EventReader.MAX_DEPTH);

        assertThat(EventReader.readNext(reader, 1_000))
                .isInstanceOfSatisfying(Decoded.Unreadable.class, refused -> assertThat(refused.code())
                        .isEqualTo(Decoded.Code.TOO_LARGE));
        assertThat(EventReader.readNext(reader, 1_000)).isInstanceOf(Decoded.Valid.class);
    }

    @Test
    void aHostileEventCostsNoMoreThanItsBytes() {
        String members =
                IntStream.range(0, 200_000).mapToObj(i -> "\"a" + i + "\": 1, ").collect(Collectors.joining());
        String numbers = "[" + "1e999,".repeat(40_000) + "1]";

        assertThat(unreadable(START.replace("\"id\"", members + "\"id\"")).code())
                .isEqualTo(Decoded.Code.ATTRIBUTE_LIMIT);
        assertThat(unreadable("""
                        {"id": "op-1", "type": "operation", "occurred_at": "2026-11-21T07:00:00Z",
                         "data": {"operation": "CREATE_VERSE", "payload": %s}}""".formatted(numbers)).code()).isEqualTo(Decoded.Code.UNSTORABLE_VALUE);
    }

    @Test
    void onlyUtf8IsRead() {
        assertThat(EventReader.read(START.getBytes(UTF_16LE))).isInstanceOf(Decoded.Unreadable.class);
    }

    @Test
    void attributesAreLimitedInNumberAndSize() {
        String tooMany =
                IntStream.range(0, 65).mapToObj(i -> "\"a" + i + "\": 1").collect(Collectors.joining(","));
        String tooLong = "\"a\": \"" + "x".repeat(1_023) + "\"";
        String tooLongAName = "\"" + "ä".repeat(33) + "\": 1";

        for (String data : new String[] {tooMany, tooLong, tooLongAName}) {
            assertThat(unreadable(START.replace("\"id\"", "\"data\": {" + data + "}, \"id\""))
                            .code())
                    .isEqualTo(Decoded.Code.ATTRIBUTE_LIMIT);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-21T07:00:00Z",
                "2026-11-21T08:00:00+01:00",
                "2026-11-21T07:00:00.000Z",
                "2026-11-21T07:00:00.0000009Z",
                "2026-11-21T07:00:00.000000999Z",
            })
    void timesAreReadToTheMicrosecond(String text) {
        assertThat(EventTime.parse(text)).isEqualTo(Instant.parse("2026-11-21T07:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-21",
                "2026-02-30T07:00:00Z",
                "2026-11-21T07:00:00.12x4Z",
                "2026-11-21T07:00:00",
                "2026-11-21T07:00Z",
                "2026-11-21T07:00+01:00",
                "2026-11-21 07:00:00Z",
                "2026-11-21T24:00:01Z",
                "２026-11-21T07:00:00Z",
            })
    void whatIsNoTimeIsRefused(String text) {
        assertThat(unreadable(START.replace("2026-11-21T07:00:00.123456Z", text))
                        .code())
                .isEqualTo(Decoded.Code.INVALID_TIME);
    }

    @Test
    void detailsNeverQuoteTheEvent() {
        assertThat(unreadable("{\"type\": \"secret.thing\"}").detail()).doesNotContain("secret");
        assertThat(unreadable("{\"secret\": tru}").detail())
                .doesNotContain("secret")
                .contains("line 1, column");
    }

    private static Event valid(String json) {
        return switch (EventReader.read(json.getBytes(UTF_8))) {
            case Decoded.Valid(Event event) -> event;
            case Decoded.Unreadable unreadable -> throw new AssertionError(unreadable);
        };
    }

    private static Decoded.Unreadable unreadable(String json) {
        return (Decoded.Unreadable) EventReader.read(json.getBytes(UTF_8));
    }
}
