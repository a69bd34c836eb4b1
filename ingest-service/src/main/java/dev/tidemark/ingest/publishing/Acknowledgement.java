package dev.tidemark.ingest.publishing;

import dev.tidemark.ingest.validation.Verdict;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;

/// The fate of one record, once it is known.
final class Acknowledgement implements Callback {
    private final CompletableFuture<Verdict> verdict = new CompletableFuture<>();

    @Override
    public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception failure) {
        verdict.complete(
                switch (failure) {
                    case null -> Verdict.Accepted.ACCEPTED;
                    case RecordTooLargeException _ ->
                        new Verdict.Rejected("event_too_large", "the event is larger than Kafka takes");
                    default -> Verdict.Retry.KAFKA_UNAVAILABLE;
                });
    }

    /// A fate that was known before anything was sent.
    static Acknowledgement settled(Verdict known) {
        Acknowledgement acknowledgement = new Acknowledgement();
        acknowledgement.verdict.complete(known);
        return acknowledgement;
    }

    /// Whether the record is to be retried before its send returned: the producer blocked as long as it may.
    boolean isRetryAlready() {
        return verdict.getNow(Verdict.Accepted.ACCEPTED) instanceof Verdict.Retry;
    }

    Verdict awaitUntil(long deadlineNanos) {
        try {
            return verdict.get(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException tooLate) {
            return Verdict.Retry.KAFKA_UNAVAILABLE;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Verdict.Retry.KAFKA_UNAVAILABLE;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
