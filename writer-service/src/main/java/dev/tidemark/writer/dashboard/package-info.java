/// The page at the writer's root: what it shows ([Views]) and how it is told of changes ([LiveResource]). The writer
/// announces committed rows on Kafka, [SessionChanges] hears of them, and [LiveFeed] has every open page given what it
/// shows now.
package dev.tidemark.writer.dashboard;
