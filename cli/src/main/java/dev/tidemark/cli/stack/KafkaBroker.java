package dev.tidemark.cli.stack;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import kafka.Kafka;
import kafka.tools.StorageTool;

/// The main class of the broker's process: formats an empty data folder, then runs Kafka's own main.
public final class KafkaBroker {
    /// The same for every local stack: one broker a cluster, told apart by its port and its data folder.
    private static final String CLUSTER_ID = "dGlkZW1hcmstbG9jYWwtMQ";

    private KafkaBroker() {}

    /// Runs the broker until its process ends.
    ///
    /// @param args the path of the server's properties, and users to be known from the first start on (`--add-scram
    /// …`)
    public static void main(String[] args) {
        List<String> format = new ArrayList<>(
                List.of("format", "--ignore-formatted", "--cluster-id", CLUSTER_ID, "--config", args[0]));
        format.addAll(Arrays.asList(args).subList(1, args.length));
        int failed = StorageTool.execute(format.toArray(String[]::new), System.out);
        if (failed != 0) {
            System.exit(failed);
        }
        Kafka.main(new String[] {args[0]});
    }
}
