package dev.tidemark.system.guarantee;

import dev.tidemark.cli.stack.Server;

/// What the guarantees stand on while they are tested: the embedded servers or, with `-Dtidemark.containers=true`, the
/// same two in containers.
final class Testbed {
    private static final boolean IN_CONTAINERS = Boolean.getBoolean("tidemark.containers");

    private Testbed() {}

    /// A broker that has the contract's topics.
    static Server kafka() {
        return IN_CONTAINERS ? ServerContainer.kafka() : Server.kafka();
    }

    /// A PostgreSQL that has an empty database.
    static Server postgres() {
        return IN_CONTAINERS ? ServerContainer.postgres() : Server.postgres();
    }
}
