/// What must be durable before a poll's offsets are committed: its [Settlement], sent through the [Outbox], whose
/// acknowledgements are awaited.
package dev.tidemark.writer.settle;
