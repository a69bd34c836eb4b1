/// What must be durable before a poll's offsets are committed: its [Settlement]. Sessions are announced
/// ([SessionChange]); what was not applied goes to a retry topic or to the dead letters ([Router]); all of it through
/// the [Outbox], whose acknowledgements are awaited.
package dev.tidemark.writer.settle;
