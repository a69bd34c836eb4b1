package dev.tidemark.access.config;

import dev.tidemark.access.AuthConfig;
import dev.tidemark.access.config.DeploymentConfig.Concession;
import io.smallrye.config.SmallRyeConfig;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/// What must hold in both services.
public final class SharedRules {
    private static final Logger LOG = Logger.getLogger(SharedRules.class);
    /// Who issues the tokens of stacks that are started from a checkout.
    private static final String LOCAL_ISSUER = "tidemark-local";
    /// An origin that nobody has.
    private static final String ANYBODY = "https://anybody.invalid";

    private static final String KEYS = "tidemark.auth.keys";
    private static final String JWKS = "https://login.example.com/.well-known/jwks.json";

    private SharedRules() {}

    /// Says of which concessions production makes use.
    public static Stream<Fault> concessions(SmallRyeConfig config) {
        DeploymentConfig deployment = config.getConfigMapping(DeploymentConfig.class);
        if (deployment.isProduction()) {
            deployment
                    .concessions()
                    .ifPresent(made -> LOG.warnf(
                            "production by concession: %s",
                            made.stream()
                                    .map(DeploymentConfig::written)
                                    .sorted()
                                    .collect(Collectors.joining(", "))));
        } else {
            LOG.info("development: what would be refused in production is taken");
        }
        return Stream.empty();
    }

    /// Keys by which tokens are verified are there, and in production are no developer's.
    public static Stream<Fault> tokens(SmallRyeConfig config) {
        DeploymentConfig deployment = config.getConfigMapping(DeploymentConfig.class);
        AuthConfig auth = config.getConfigMapping(AuthConfig.class);
        List<Fault> faults = new ArrayList<>();
        if (isMissingFile(auth.keys())) {
            faults.add(Fault.of(KEYS, "names a file that cannot be read", JWKS));
        }
        if (deployment.isProduction() && auth.issuer().equals(LOCAL_ISSUER)) {
            faults.add(Fault.of(
                    "tidemark.auth.issuer",
                    "is that of ./tidemark up, whose private key lies in a checkout; production needs an issuer of its own",
                    "https://login.example.com/"));
        }
        if (deployment.refuses(Concession.INSECURE_KEYS) && auth.keys().startsWith("http://")) {
            faults.add(Fault.of(
                    KEYS,
                    "is fetched without TLS, so whoever is on the way can sign tokens"
                            + DeploymentConfig.unless(Concession.INSECURE_KEYS, "a service mesh encrypts"),
                    JWKS));
        }
        return faults.stream();
    }

    /// Production is not open to every web page.
    public static Stream<Fault> origins(SmallRyeConfig config) {
        boolean isOpen = config.getOptionalValue("quarkus.http.cors.enabled", Boolean.class)
                        .orElse(false)
                && config.getOptionalValues("quarkus.http.cors.origins", String.class).orElse(List.of()).stream()
                        .anyMatch(SharedRules::admitsAnybody);
        return isOpen && config.getConfigMapping(DeploymentConfig.class).isProduction()
                ? Stream.of(Fault.of(
                        "quarkus.http.cors.origins",
                        "is open to every page that a user visits; production names its origins",
                        "https://app.example.com"))
                : Stream.empty();
    }

    /// Whether an origin, or a pattern of origins between slashes, is one of everybody.
    private static boolean admitsAnybody(String origin) {
        boolean isPattern = origin.length() > 1 && origin.startsWith("/") && origin.endsWith("/");
        return origin.equals("*") || (isPattern && ANYBODY.matches(origin.substring(1, origin.length() - 1)));
    }

    private static boolean isMissingFile(String keys) {
        try {
            URI uri = URI.create(keys);
            return "file".equals(uri.getScheme())
                    && (uri.getPath() == null || !Files.isReadable(Path.of(uri.getPath())));
        } catch (IllegalArgumentException noUri) {
            return false; // a resource of the class path, or the key itself
        }
    }
}
