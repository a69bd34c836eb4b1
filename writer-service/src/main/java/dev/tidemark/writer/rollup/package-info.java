/// What happened in each minute, as the [store][dev.tidemark.writer.store.Rollups] keeps it. [Sums] takes what was
/// summed up of young minutes from its topic, each a [RollupRecord]; [Recounts] counts old ones again from the
/// sessions.
package dev.tidemark.writer.rollup;
