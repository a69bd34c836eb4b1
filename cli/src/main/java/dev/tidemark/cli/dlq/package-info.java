/// `./tidemark dlq`: dead letters, seen, mended and replayed. [dev.tidemark.cli.dlq.DlqCommand] lists the commands.
/// They speak to the writer's API, and those that only read can read Kafka itself instead
/// ([dev.tidemark.cli.dlq.DeadLetterTopic]). Letters and replays are JSON of the API's form from end to end: what a
/// newer writer adds is in `--json` without a change here.
package dev.tidemark.cli.dlq;
