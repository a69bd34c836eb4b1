package dev.tidemark.writer.store;

import dev.tidemark.access.config.DeploymentConfig;
import dev.tidemark.access.config.DeploymentConfig.Concession;
import dev.tidemark.access.config.Fault;
import io.smallrye.config.SmallRyeConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What must hold of how the store is reached. An address is never repeated: a password could stand in it.
public final class PostgresRules {
    private static final String URL = "quarkus.datasource.jdbc.url";
    private static final String EXAMPLE =
            "jdbc:postgresql://db.example.com:5432/tidemark?sslmode=verify-full&sslrootcert=/etc/tidemark/postgres/ca.crt";
    private static final String PASSWORD = "quarkus.datasource.password";
    private static final String NEW_PASSWORD = "$(openssl rand -base64 24)";
    private static final Pattern FORM = Pattern.compile("jdbc:postgresql://[^/?#]+/[^/?#]+(\\?.*)?");

    private PostgresRules() {}

    /// The address is one of a database of PostgreSQL, names files that are there, and no password: addresses are
    /// logged.
    public static Stream<Fault> address(SmallRyeConfig config) {
        if (!FORM.matcher(url(config)).matches()) {
            return Stream.of(Fault.of(URL, "is no address of a database of PostgreSQL", EXAMPLE));
        }
        if (parameter(config, "password").isPresent()) {
            return Stream.of(
                    Fault.of(PASSWORD, "is the place of the password; take it out of the address", NEW_PASSWORD));
        }
        return parameter(config, "sslrootcert")
                .filter(file -> !Files.isReadable(Path.of(file)))
                .map(file -> Fault.of(URL, "names with sslrootcert a file that cannot be read", EXAMPLE))
                .stream();
    }

    /// There is a password, or a certificate for it; in production not the one that every checkout knows.
    public static Stream<Fault> password(SmallRyeConfig config) {
        Optional<String> password = config.getOptionalValue(PASSWORD, String.class);
        if (password.isEmpty() && parameter(config, "sslcert").isEmpty()) {
            return Stream.of(Fault.of(PASSWORD, "is not set", NEW_PASSWORD));
        }
        boolean isKnown = password.filter("tidemark"::equals).isPresent();
        return isKnown && config.getConfigMapping(DeploymentConfig.class).isProduction()
                ? Stream.of(Fault.of(PASSWORD, "is the one of every developer's machine", NEW_PASSWORD))
                : Stream.empty();
    }

    /// Production encrypts, and knows to whom it speaks.
    public static Stream<Fault> encryption(SmallRyeConfig config) {
        boolean isVerified =
                parameter(config, "sslmode").filter("verify-full"::equals).isPresent();
        return config.getConfigMapping(DeploymentConfig.class).refuses(Concession.INSECURE_POSTGRESQL) && !isVerified
                ? Stream.of(Fault.of(
                        URL,
                        "has no sslmode=verify-full, so whoever is on the way can read, or be, the store"
                                + DeploymentConfig.unless(Concession.INSECURE_POSTGRESQL, "a service mesh encrypts"),
                        EXAMPLE))
                : Stream.empty();
    }

    private static Optional<String> parameter(SmallRyeConfig config, String name) {
        Matcher found = Pattern.compile("[?&]" + name + "=([^&]*)").matcher(url(config));
        return found.find()
                ? Optional.of(found.group(1))
                : config.getOptionalValue("quarkus.datasource.jdbc.additional-jdbc-properties." + name, String.class);
    }

    private static String url(SmallRyeConfig config) {
        return config.getValue(URL, String.class).strip();
    }
}
