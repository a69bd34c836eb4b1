package dev.tidemark.writer.letters;

import dev.tidemark.access.Problem;
import dev.tidemark.writer.store.Decided;
import dev.tidemark.writer.store.Letter;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/// What calls about one letter have in common: its version as an entity tag, and what they refuse.
final class Answers {
    private Answers() {}

    /// A letter, or what is said of it, with its tag.
    static Response of(Object entity, Letter letter) {
        return Response.ok(entity)
                .tag(new EntityTag(Long.toString(letter.version())))
                .build();
    }

    /// The letter as a decision leaves it.
    ///
    /// @throws Problem when the decision was not made
    static Letter made(Decided decided) {
        return switch (decided) {
            case Decided.Made(Letter letter) -> letter;
            case Decided.NoSuchLetter _ -> throw noSuchLetter();
            case Decided.Overtaken _ -> throw overtaken();
            case Decided.NotNow(String status) ->
                throw Problem.of(409, "wrong_status", "The letter is " + status + ", so this cannot be done to it.");
        };
    }

    static Problem noSuchLetter() {
        return Problem.of(404, "not_found", "There is no letter of this origin.");
    }

    /// Upon which version is decided; null when upon any.
    ///
    /// @throws Problem 412 when it is the tag of no version
    static @Nullable Long expected(@Nullable String ifMatch) {
        if (ifMatch == null || ifMatch.equals("*")) {
            return null;
        }
        if (!ifMatch.matches("\"\\d{1,18}\"")) {
            throw overtaken();
        }
        return Long.valueOf(ifMatch.substring(1, ifMatch.length() - 1));
    }

    private static Problem overtaken() {
        return Problem.of(412, "letter_changed", "The letter is not what If-Match says any more; look at it again.");
    }
}
