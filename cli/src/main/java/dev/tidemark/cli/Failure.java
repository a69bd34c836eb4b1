package dev.tidemark.cli;

/// A command could not do what it was asked to; the message says what, where and what to do about it.
public class Failure extends RuntimeException {
    /// A failure with its whole story.
    public Failure(String message) {
        super(message);
    }

    /// A failure with its whole story, and where it came from.
    public Failure(String message, Throwable cause) {
        super(message, cause);
    }
}
