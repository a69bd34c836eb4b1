/// How soon the end of a session is seen: from its POST to the changed row in an open page, beside bulk events and many
/// subscribers of the live stream. [PageBenchmark] is the whole story: [Ends] are posted beside [Bulk] events, an
/// [OpenPage] in a browser and [Subscribers] note when they see them, each [Condition] has its [Outcome]; and a
/// [PageReport].
package dev.tidemark.bench.page;
