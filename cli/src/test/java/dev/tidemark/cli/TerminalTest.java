package dev.tidemark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class TerminalTest {
    @AfterEach
    void noTerminal() {
        System.clearProperty("tidemark.terminal");
        System.clearProperty("tidemark.columns");
    }

    @RepeatedTest(200)
    void noCharacterOfAnyTextControlsATerminal() throws Exception {
        // Given
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        String text = hostile(random);

        // When
        String safe = Terminal.safe(text);
        String json = JsonLine.of(TextNode.valueOf(text));

        // Then
        assertThat(safe.codePoints())
                .as("seed %d", seed)
                .allMatch(character -> character >= ' ' && !(character >= 0x7F && character < 0xA0))
                .noneMatch(character -> character >= 0x200B && character <= 0x200F)
                .noneMatch(character -> character >= 0x2028 && character <= 0x202E)
                .noneMatch(character -> character >= 0x2060 && character <= 0x2069)
                .noneMatch(character -> character == 0xFEFF || character == 0x061C);
        assertThat(Terminal.safe(safe)).as("seed %d", seed).isEqualTo(safe);
        assertThat(json.chars()).as("seed %d", seed).allMatch(character -> character >= ' ' && character < 0x7F);
        assertThat(Api.JSON.readTree(json).asText()).as("seed %d", seed).isEqualTo(text);
    }

    @Test
    void whatIsEscapedCanBeSeen() {
        assertThat(Terminal.safe(
                        "a\u001b]0;b\u0007 \u009b31m \u007f \u202eevil \u2066 \u200b \u2028 \ud800 \t\r\n Zoë 漢"))
                .isEqualTo(
                        "a\\u001b]0;b\\u0007 \\u009b31m \\u007f \\u202eevil \\u2066 \\u200b \\u2028 \\ud800 \\t\\r\\n Zoë 漢");
        assertThat(Terminal.safeLines("a\nb\rc")).isEqualTo("a\nb\\rc");
    }

    @Test
    void columnsStandBelowEachOtherHoweverWideTheirCharactersAre() {
        StringWriter text = new StringWriter();

        new Table("user", "#n", "detail")
                .row("漢字", 1L, "wide")
                .row("e\u0301", 12_345L, "combined")
                .row("x\u001b[2J", 7L, "")
                .print(new PrintWriter(text, true));

        assertThat(text.toString().lines())
                .containsExactly(
                        "user             n  detail",
                        "漢字             1  wide",
                        "e\u0301           12,345  combined",
                        "x\\u001b[2J       7");
    }

    @Test
    void aLineEndsWhereTheTerminalDoesAndElsewhereNever() {
        StringWriter text = new StringWriter();
        String longText = "0123456789".repeat(20);

        new Table("origin", "detail").row("o", longText).print(new PrintWriter(text, true));
        System.setProperty("tidemark.terminal", " out");
        System.setProperty("tidemark.columns", "20");
        new Table("origin", "detail").row("o", longText).print(new PrintWriter(text, true));

        assertThat(text.toString().lines())
                .containsExactly("origin  detail", "o       " + longText, "origin  detail", "o       01234567890…");
    }

    private static String hostile(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            int character = random.nextBoolean() ? random.nextInt(0x2100) : random.nextInt(0x110000);
            if (Character.getType(character) != Character.SURROGATE) {
                text.appendCodePoint(character);
            }
        }
        return text.toString();
    }
}
