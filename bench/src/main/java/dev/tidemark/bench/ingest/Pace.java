package dev.tidemark.bench.ingest;

import java.time.Duration;

/// When a client is to send.
sealed interface Pace {
    /// When the request after this one is due.
    ///
    /// @param due when this one was due
    /// @param now when this one was answered
    long next(long due, long now);

    /// When the first is due.
    ///
    /// @param start when the run begins
    /// @param client the client's place among all
    /// @param clients how many there are
    long first(long start, int client, int clients);

    /// As fast as the answers come.
    record AsFastAsAnswered() implements Pace {
        @Override
        public long next(long due, long now) {
            return now;
        }

        @Override
        public long first(long start, int client, int clients) {
            return start;
        }
    }

    /// At a rate that the answers do not change, the clients in turn: whatever keeps a request from being sent in time
    /// is part of its latency.
    ///
    /// @param between the time between two requests of one client
    record Steady(Duration between) implements Pace {
        /// So many requests a second, all clients together.
        static Steady of(double perSecond, int clients) {
            return new Steady(Duration.ofNanos(Math.round(clients * 1e9 / perSecond)));
        }

        @Override
        public long next(long due, long now) {
            return due + between.toNanos();
        }

        @Override
        public long first(long start, int client, int clients) {
            return start + between.toNanos() * client / clients;
        }
    }
}
