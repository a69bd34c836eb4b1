package dev.tidemark.writer.batch;

/// Why an event could not be applied. Which kind it is decides its route.
public sealed interface Failure {
    /// The event itself is at fault, and always will be: a dead letter at once.
    ///
    /// @param code     which fault: a decoder's code, or `refused_by_store`
    /// @param detail   for operators, without contents of the event
    /// @param sqlState the store's word for it; empty when it never came that far
    record Poison(String code, String detail, String sqlState) implements Failure {}

    /// The store is at fault: wait, and try again.
    ///
    /// @param detail what it says
    record Outage(String detail) implements Failure {}
}
