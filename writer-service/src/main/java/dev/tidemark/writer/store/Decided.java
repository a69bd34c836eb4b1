package dev.tidemark.writer.store;

/// What became of a decision about one letter.
public sealed interface Decided {
    /// It stands.
    ///
    /// @param letter as it is now
    record Made(Letter letter) implements Decided {}

    /// There is no such letter.
    record NoSuchLetter() implements Decided {}

    /// The letter is not any more what it was decided upon: somebody was faster.
    record Overtaken() implements Decided {}

    /// The letter has another status than this decision is for.
    ///
    /// @param status which it has
    record NotNow(String status) implements Decided {}
}
