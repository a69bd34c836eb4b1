package dev.tidemark.cli;

/// A service refused what it was asked for: asking the same again does not help.
public final class Refusal extends Failure {
    private final int status;

    Refusal(int status, String message) {
        super(message);
        this.status = status;
    }

    /// Its HTTP status, from 300 to 499.
    public int status() {
        return status;
    }
}
