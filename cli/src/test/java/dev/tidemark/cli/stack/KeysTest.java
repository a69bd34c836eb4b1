package dev.tidemark.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidemark.cli.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysTest {
    /// Of a folder that is there already, as a volume is.
    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    @Test
    void whoeverHasThePublicKeyVerifiesItsTokens() throws Exception {
        // When
        String token = Keys.in(folder).token("user-1", List.of("tidemark-client"), Duration.ofMinutes(1));

        // Then
        String pem = Files.readString(folder.resolve("public.pem")).replaceAll("-----[A-Z ]+-----|\\s", "");
        var claims = new JwtConsumerBuilder()
                .setVerificationKey(KeyFactory.getInstance("RSA")
                        .generatePublic(
                                new X509EncodedKeySpec(Base64.getDecoder().decode(pem))))
                .setExpectedAudience("tidemark")
                .build()
                .processToClaims(token);
        assertThat(claims.getSubject()).isEqualTo("user-1");
        assertThat(permissionsOf("private.pem")).isEqualTo("rw-------");
        assertThat(permissionsOf("public.pem")).isEqualTo("rw-r--r--");
    }

    @Test
    void manyAtOnceAgreeOnOnePairAndOneSecret() throws Exception {
        Set<String> found = new HashSet<>();
        try (ExecutorService commands = Executors.newFixedThreadPool(8)) {
            List<Future<String>> started = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                started.add(commands.submit(() -> {
                    Keys keys = Keys.in(folder.resolve("keys"));
                    return Files.readString(keys.privateKey())
                            + Files.readString(keys.publicKey())
                            + keys.beaconSecret();
                }));
            }
            for (Future<String> command : started) {
                found.add(command.get());
            }
        }

        assertThat(found).hasSize(1);
        assertThat(filesIn("keys")).containsExactly("beacon-secret", "private.pem", "public.pem");
    }

    @Test
    void aPairThatWasLeftHalfMadeIsCompleted() throws IOException {
        // Given
        String whole = Files.readString(Keys.in(folder).publicKey());
        Files.delete(folder.resolve("public.pem"));

        // When
        Keys keys = Keys.in(folder);

        // Then
        assertThat(Files.readString(keys.publicKey())).isEqualTo(whole);
    }

    @Test
    void servicesFindAllThatTheyNeedInOneFile() throws IOException {
        // When
        Keys keys = Keys.in(folder);
        keys.writeServiceSettings();
        keys.writeServiceSettings();

        // Then
        Properties settings = new Properties();
        try (var in = Files.newBufferedReader(folder.resolve("services.properties"))) {
            settings.load(in);
        }
        assertThat(settings)
                .containsEntry("tidemark.auth.issuer", "tidemark-local")
                .containsEntry("tidemark.auth.audience", "tidemark")
                .containsEntry("tidemark.auth.keys", "file:" + folder.resolve("public.pem"))
                .containsEntry("tidemark.beacon.secrets", keys.beaconSecret());
        assertThat(permissionsOf("services.properties")).isEqualTo("rw-------");
        assertThat(filesIn(".")).containsExactly("beacon-secret", "private.pem", "public.pem", "services.properties");
    }

    @Test
    void aPrivateKeyThatIsNoneIsNamed() throws IOException {
        Files.writeString(folder.resolve("private.pem"), "-----BEGIN PRIVATE KEY-----\nAAAA\n");

        assertThatThrownBy(() -> Keys.in(folder))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("cannot read " + folder.resolve("private.pem"));
    }

    private String permissionsOf(String file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(file)));
    }

    private List<String> filesIn(String name) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(name))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
