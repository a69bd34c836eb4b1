package dev.tidemark.writer.letters;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FingerprintTest {
    /// Messages of the writer, of PostgreSQL, and of what else there may be; what stands in braces differs from letter
    /// to letter.
    private static final List<String> CAUSES = List.of(
            "not JSON: it cannot be read at line {number}, column {number}",
            "not JSON: it is not valid UTF-8 at line {number}, column {number}",
            "header tm_received_at is no RFC 3339 time",
            "header ce_source is not /users/<user>",
            "data.url is required",
            "data.title is required",
            "this version of the type is not known here",
            "the store says check violation (23514)",
            "the store says not null violation (23502)",
            "the store says SQLSTATE 22012",
            "the store says SQLSTATE 22013",
            "invalid input syntax for type integer: \"{text}\"",
            "invalid input syntax for type uuid: \"{id}\"",
            "value too long for type character varying({number})",
            "value \"{number}\" is out of range for type integer",
            "null value in column \"title\" of relation \"page_visit\" violates not-null constraint",
            "null value in column \"url\" of relation \"page_visit\" violates not-null constraint",
            "null value in column \"url\" of relation \"page_visit\" violates not-null constraint Detail: Failing row "
                    + "contains ({text}, {number}, null, {time}).",
            "duplicate key value violates unique constraint \"session_pkey\"",
            "duplicate key value violates unique constraint \"session_pkey\" Detail: Key (user_id, session_id)=({text}, "
                    + "{id}) already exists.",
            "new row for relation \"session\" violates check constraint \"session_status_check\"",
            "invalid byte sequence for encoding \"UTF8\": 0x{hex}",
            "deadlock detected Detail: Process {number} waits for ShareLock on transaction {number}; blocked by process "
                    + "{number}.",
            "canceling statement due to lock timeout",
            "could not serialize access due to concurrent update",
            "no session {id} of user '{text}' at {time}",
            "GET https://example.org/{id}?page={number} answered {number}",
            "record {hex16} is not there");

    private final long seed = Long.getLong("tidemark.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Test
    void lettersOfOneCauseAreOneGroupWhateverTheirValuesAndDifferentCausesAreDifferentGroups() {
        Map<String, String> causes = new HashMap<>();
        for (String cause : CAUSES) {
            String fingerprint = fingerprint(filled(cause));
            for (int i = 0; i < 1_000; i++) {
                String message = filled(cause);
                assertThat(fingerprint(message))
                        .as("seed %d, %s, read as %s", seed, message, Fingerprint.normalised(message))
                        .isEqualTo(fingerprint);
            }
            assertThat(causes.put(fingerprint, cause)).as(cause).isNull();
        }
    }

    @Test
    void whatIsNormalisedOnceStaysAsItIs() {
        for (String cause : CAUSES) {
            String once = Fingerprint.normalised(filled(cause));
            assertThat(Fingerprint.normalised(once))
                    .as("seed %d, %s", seed, cause)
                    .isEqualTo(once);
        }
    }

    @Test
    void namesStayReadable() {
        assertThat(Fingerprint.normalised("null value in column \"title\" of relation \"page_visit\" violates it"))
                .isEqualTo("null value in column \"title\" of relation \"page_visit\" violates it");
        assertThat(Fingerprint.normalised("the store says SQLSTATE 22012")).isEqualTo("the store says SQLSTATE 22012");
        assertThat(Fingerprint.normalised("invalid input syntax for type integer: \"12a\""))
                .isEqualTo("invalid input syntax for type integer: <value>");
    }

    @Test
    void failureAndTypeMakeAGroupToo() {
        String one = Fingerprint.of("poison/a", "page.visited", "m").fingerprint();

        assertThat(one).matches("[0-9a-f]{16}");
        assertThat(Fingerprint.of("poison/b", "page.visited", "m").fingerprint())
                .isNotEqualTo(one);
        assertThat(Fingerprint.of("poison/a", "tab.closed", "m").fingerprint()).isNotEqualTo(one);
        assertThat(Fingerprint.of("poison/a", null, null).fingerprint()).matches("[0-9a-f]{16}");
    }

    @Test
    void aHostileMessageCostsNoMoreThanItsLength() {
        for (String piece :
                List.of("\"", "'", "(", ")=(", "0", "a1", "contains (", "2026-", "«", "x://", "column \"a ")) {
            String message = piece.repeat(4_096 / piece.length());
            long begun = System.nanoTime();
            for (int i = 0; i < 20; i++) {
                assertThat(Fingerprint.normalised(message)).hasSizeLessThanOrEqualTo(500);
            }
            assertThat(System.nanoTime() - begun).as(piece).isLessThan(5_000_000_000L);
        }
    }

    private static String fingerprint(String message) {
        return Fingerprint.of("poison/refused_by_store", "page.visited", message)
                .fingerprint();
    }

    private String filled(String cause) {
        String message = cause;
        while (message.contains("{")) {
            int from = message.indexOf('{');
            int to = message.indexOf('}');
            message = message.substring(0, from) + value(message.substring(from + 1, to)) + message.substring(to + 1);
        }
        return message;
    }

    private String value(String kind) {
        return switch (kind) {
            case "number" -> Integer.toString(random.nextInt(1, 1_000_000));
            case "text" ->
                List.of("ann", "b-7", "12ab", "Grüße", "a b c", "user_9", "x@example.org")
                        .get(random.nextInt(7));
            case "id" -> new UUID(random.nextLong(), random.nextLong()).toString();
            case "hex" -> "%02x".formatted(random.nextInt(256));
            case "hex16" -> "%08x%08x".formatted(random.nextInt() | 0x4000_0000, random.nextInt() & 0x0FFF_FFFF);
            case "time" ->
                Instant.ofEpochMilli(random.nextLong(1_700_000_000_000L, 1_800_000_000_000L))
                        .toString();
            default -> throw new IllegalArgumentException(kind);
        };
    }
}
