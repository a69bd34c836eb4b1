package dev.tidemark.cli.stack;

import dev.tidemark.cli.Failure;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/// The one key pair of a checkout or of a composed system, which signs the tokens of every stack that knows it, and the
/// secret of its beacons.
///
/// @param folder `.tidemark/keys`, or what `TIDEMARK_KEYS` names
public record Keys(Path folder) {
    private static final String ISSUER = "tidemark-local";
    private static final String AUDIENCE = "tidemark";
    private static final String OURS_ALONE = "rw-------";

    private static final Base64.Encoder PEM = Base64.getMimeEncoder(64, new byte[] {(byte) 10});

    /// The keys in the folder that `TIDEMARK_KEYS` names, or else of this checkout; made at the first use.
    ///
    /// @throws Failure when there is neither
    public static Keys find() {
        return named().map(Keys::in).orElseGet(() -> of(Installation.find()));
    }

    /// The keys of this checkout unless `TIDEMARK_KEYS` names a folder of others; made at the first use.
    public static Keys of(Installation installation) {
        return in(named().orElseGet(() -> installation.home().resolve("keys")));
    }

    /// The keys in a folder; made at the first use.
    public static Keys in(Path folder) {
        Keys keys = new Keys(folder);
        keys.makeIfMissing();
        return keys;
    }

    /// The settings by which a service trusts tokens of these keys, by property.
    public Map<String, String> serviceSettings() {
        return Map.of(
                "tidemark.auth.issuer", ISSUER,
                "tidemark.auth.audience", AUDIENCE,
                "tidemark.auth.keys", "file:" + publicKey());
    }

    /// Writes these settings, and the secret of beacons, into `services.properties` beside the keys: for services that
    /// have this folder under the same path, with its name in `QUARKUS_CONFIG_LOCATIONS`.
    public void writeServiceSettings() {
        Map<String, String> settings = new TreeMap<>(serviceSettings());
        settings.put("tidemark.beacon.secrets", beaconSecret());
        String lines = settings.entrySet().stream()
                .map(setting -> setting.getKey() + "=" + setting.getValue() + "\n")
                .collect(Collectors.joining());
        Path file = folder.resolve("services.properties");
        try {
            Files.move(written(file, lines), file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException denied) {
            throw new Failure("cannot write " + file + ": " + denied.getMessage(), denied);
        }
    }

    Path privateKey() {
        return folder.resolve("private.pem");
    }

    Path publicKey() {
        return folder.resolve("public.pem");
    }

    /// By what ingest signs beacon tokens, made at the first use.
    String beaconSecret() {
        Path file = folder.resolve("beacon-secret");
        try {
            if (!Files.exists(file)) {
                byte[] secret = new byte[32];
                new SecureRandom().nextBytes(secret);
                publish(file, Base64.getEncoder().encodeToString(secret));
            }
            return Files.readString(file).strip();
        } catch (IOException denied) {
            throw new Failure("cannot make a secret in " + folder + ": " + denied.getMessage(), denied);
        }
    }

    /// A signed token.
    ///
    /// @param user   its subject
    /// @param groups what it may do
    /// @param ttl    how long it is good for
    public String token(String user, List<String> groups, Duration ttl) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(ISSUER);
        claims.setAudience(AUDIENCE);
        claims.setSubject(user);
        claims.setStringListClaim("groups", groups);
        claims.setJwtId(UUID.randomUUID().toString());
        NumericDate now = NumericDate.now();
        claims.setIssuedAt(now);
        claims.setExpirationTime(NumericDate.fromSeconds(now.getValue() + ttl.toSeconds()));
        JsonWebSignature signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        signature.setKey(readPrivateKey());
        try {
            return signature.getCompactSerialization();
        } catch (JoseException broken) {
            throw new Failure("cannot sign a token with " + privateKey() + ": " + broken.getMessage(), broken);
        }
    }

    /// The private key is the pair: the public one is made from it. So two commands at once agree on one pair, that of
    /// the first, and one that was killed in between leaves nothing that the next cannot complete.
    private void makeIfMissing() {
        if (Files.exists(publicKey())) {
            return;
        }
        try {
            Files.createDirectories(folder);
            if (!Files.exists(privateKey())) {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
                generator.initialize(2048);
                PrivateKey made = generator.generateKeyPair().getPrivate();
                publish(privateKey(), pem("PRIVATE KEY", made.getEncoded()));
            }
            RSAPrivateCrtKey key = readPrivateKey();
            byte[] shared = KeyFactory.getInstance("RSA")
                    .generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()))
                    .getEncoded();
            Path unfinished = written(publicKey(), pem("PUBLIC KEY", shared));
            Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rw-r--r--"));
            Files.move(unfinished, publicKey(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | GeneralSecurityException denied) {
            throw new Failure("cannot make keys in " + folder + ": " + denied.getMessage(), denied);
        }
    }

    /// A file for this user alone, whole and on the same disk as the one that it is to become.
    private static Path written(Path file, String content) throws IOException {
        Path unfinished = Files.createTempFile(
                file.getParent(),
                file.getFileName().toString(),
                ".unfinished",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OURS_ALONE)));
        return Files.writeString(unfinished, content);
    }

    /// Gives a file its content, unless another was faster.
    private static void publish(Path file, String content) throws IOException {
        Path unfinished = written(file, content);
        try {
            Files.createLink(file, unfinished);
        } catch (FileAlreadyExistsException anotherWasFirst) {
            // whose content holds
        } finally {
            Files.delete(unfinished);
        }
    }

    private RSAPrivateCrtKey readPrivateKey() {
        try {
            String body = Files.readString(privateKey()).replaceAll("-----[A-Z ]+-----|\\s", "");
            return (RSAPrivateCrtKey) KeyFactory.getInstance("RSA")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(body)));
        } catch (IOException | GeneralSecurityException | IllegalArgumentException | ClassCastException broken) {
            throw new Failure(
                    "cannot read " + privateKey() + ": " + broken.getMessage() + "; delete " + folder
                            + " to have new keys made",
                    broken);
        }
    }

    private static Optional<Path> named() {
        return Optional.ofNullable(System.getenv("TIDEMARK_KEYS")).map(Path::of);
    }

    private static String pem(String kind, byte[] der) {
        return "-----BEGIN " + kind + "-----\n" + PEM.encodeToString(der) + "\n-----END " + kind + "-----\n";
    }
}
