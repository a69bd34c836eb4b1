package dev.tidemark.writer.signin;

import dev.tidemark.access.config.DeploymentConfig;
import dev.tidemark.access.config.Fault;
import io.smallrye.config.SmallRyeConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// What must hold of what a local stack sets.
public final class SignInRules {
    private SignInRules() {}

    /// In production nobody signs in by a button, and nobody is told to send events to their own machine.
    public static Stream<Fault> local(SmallRyeConfig config) {
        if (!config.getConfigMapping(DeploymentConfig.class).isProduction()) {
            return Stream.empty();
        }
        List<Fault> faults = new ArrayList<>();
        if (config.getConfigMapping(LocalConfig.class).signInKey().isPresent()) {
            faults.add(new Fault(
                    "TIDEMARK_LOCAL_SIGN_IN_KEY",
                    "signs tokens for whoever is on this machine; production has none",
                    "unset TIDEMARK_LOCAL_SIGN_IN_KEY"));
        }
        if (config.getConfigMapping(PageConfig.class).ingestUrl().startsWith("http://localhost")) {
            faults.add(Fault.of(
                    "tidemark.dashboard.ingest-url",
                    "is not set, or tells people to send events to their own machine",
                    "https://events.example.com"));
        }
        return faults.stream();
    }
}
