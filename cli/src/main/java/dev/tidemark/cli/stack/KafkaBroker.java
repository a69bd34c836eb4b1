package dev.tidemark.cli.stack;

import kafka.Kafka;
import kafka.tools.StorageTool;

/// The main class of the broker's process: formats an empty data folder, then runs Kafka's own main.
public final class KafkaBroker {
    /// The same for every local stack: one broker a cluster, told apart by its port and its data folder.
    private static final String CLUSTER_ID = "dGlkZW1hcmstbG9jYWwtMQ";

    private KafkaBroker() {}

    /// Runs the broker until its process ends.
    ///
    /// @param args the path of the server's properties
    public static void main(String[] args) {
        String[] format = {"format", "--ignore-formatted", "--cluster-id", CLUSTER_ID, "--config", args[0]};
        int failed = StorageTool.execute(format, System.out);
        if (failed != 0) {
            System.exit(failed);
        }
        Kafka.main(args);
    }
}
