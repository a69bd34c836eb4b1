package dev.tidemark.cli.dlq;

import dev.tidemark.cli.Away;
import dev.tidemark.cli.Failure;
import picocli.CommandLine.Option;

/// Reads letters from the writer or, so that it can be done without the writer and its store, from Kafka itself.
abstract class ReadingCommand extends LetterCommand {
    @Option(names = "--json", description = "Print JSON, one object a line.")
    private boolean json;

    @Option(
            names = "--from-topic",
            description =
                    "Read the topic of dead letters in Kafka itself: when the writer or PostgreSQL is away. It has "
                            + "every death, and knows of no edit and no decision.")
    private boolean fromTopic;

    @Override
    public final Integer call() throws InterruptedException {
        if (fromTopic) {
            return run(new DeadLetterTopic(stack().bootstrapServers()));
        }
        try {
            return super.call();
        } catch (Away away) {
            throw new Failure(away.getMessage() + "; with --from-topic Kafka itself is read", away);
        }
    }

    /// The same from Kafka.
    abstract int run(DeadLetterTopic topic);

    final boolean isJson() {
        return json;
    }
}
