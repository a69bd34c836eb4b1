/// The store, made again from what Kafka still has: [RebuildResource] starts a [Rebuild],
/// [dev.tidemark.writer.store.Rebuilds] remembers how far
/// it is. Writing is idempotent, so that this is safe beside live traffic, at any time, and any number of times.
package dev.tidemark.writer.rebuild;
