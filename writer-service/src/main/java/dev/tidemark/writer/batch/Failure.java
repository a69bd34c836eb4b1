package dev.tidemark.writer.batch;

/// Why an event could not be applied. Which kind it is decides its route.
public sealed interface Failure {
    /// Which fault, for programs: a decoder's code, or what the store says.
    String code();

    /// For operators, without contents of the event.
    String detail();

    /// The store's word for it; empty when it never came that far.
    String sqlState();

    /// The kind's name in headers, metrics and logs.
    default String kind() {
        return switch (this) {
            case Poison _ -> "poison";
            case Conflict _ -> "conflict";
            case Timeout _ -> "timeout";
            case Outage _ -> "outage";
        };
    }

    /// Our own code fails at the event, which must not stop its lane: it is kept, and an operator sees why.
    static Poison ours(RuntimeException fault) {
        return new Poison(
                "undecodable", "the writer failed: " + fault.getClass().getName(), "");
    }

    /// The event itself is at fault, and always will be: a dead letter at once.
    record Poison(String code, String detail, String sqlState) implements Failure {}

    /// Two transactions were in each other's way: rerun at once, up to three times, then as a timeout.
    record Conflict(String code, String detail, String sqlState) implements Failure {}

    /// Somebody held a row too long: the others go on, and the event is tried again later.
    record Timeout(String code, String detail, String sqlState) implements Failure {}

    /// The store is at fault: wait, and try again. No attempt is burned.
    record Outage(String code, String detail, String sqlState) implements Failure {}
}
