/// The whole system on one machine: a real Kafka broker, a real PostgreSQL and both services, each a process of its
/// own, and one more for the traffic of a demo. Start at [Stack], which brings them up in order, repairs what died and
/// takes them down.
package dev.tidemark.cli.stack;
