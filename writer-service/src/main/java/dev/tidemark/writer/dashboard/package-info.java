/// What is asked about sessions, and the page at the writer's root. [SessionPolicy] says whose sessions a call may
/// see. [SessionsResource] and [RollupsResource] answer once. [LiveResource] goes on answering: the writer announces
/// committed rows on Kafka, [SessionChanges] hears of them, [Surroundings] looks for what is not announced, and
/// [LiveFeed] has every open page given what it shows now ([Views]).
package dev.tidemark.writer.dashboard;
