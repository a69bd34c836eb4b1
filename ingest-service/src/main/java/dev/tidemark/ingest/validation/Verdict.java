package dev.tidemark.ingest.validation;

import java.time.Duration;

/// What became of one event.
public sealed interface Verdict {
    /// The verdict as it stands in metrics.
    String label();

    /// Why, stable for programs; empty when accepted.
    String code();

    /// Every in-sync replica has it.
    enum Accepted implements Verdict {
        /// The only one.
        ACCEPTED;

        @Override
        public String label() {
            return "accepted";
        }

        @Override
        public String code() {
            return "";
        }
    }

    /// It will never be taken as it is.
    ///
    /// @param code   why, for programs
    /// @param detail why and what to do, for people
    record Rejected(String code, String detail) implements Verdict {
        @Override
        public String label() {
            return "rejected";
        }
    }

    /// It may be taken when sent again.
    ///
    /// @param code       why, for programs
    /// @param retryAfter when to try
    record Retry(String code, Duration retryAfter) implements Verdict {
        /// Kafka did not acknowledge it in time.
        public static final Retry KAFKA_UNAVAILABLE = new Retry("kafka_unavailable", Duration.ofSeconds(1));

        /// Too many others are being published.
        public static final Retry OVERLOADED = new Retry("overloaded", Duration.ofSeconds(1));

        @Override
        public String label() {
            return "retry";
        }
    }
}
