/// The page at the writer's root: who may see it ([SignInResource]), what it shows ([Views]), and how it is told of
/// changes ([LiveResource]): the writer announces committed rows on Kafka, [SessionChanges] hears of them, and
/// [LiveFeed] has every open page given what it shows now.
package dev.tidemark.writer.dashboard;
