package dev.tidemark.cli.stack;

import dev.tidemark.cli.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/// The one key pair of a checkout, which signs the tokens of every stack started from it.
///
/// @param folder `.tidemark/keys`
public record Keys(Path folder) {
    private static final String ISSUER = "tidemark-local";
    private static final String AUDIENCE = "tidemark";

    private static final Base64.Encoder PEM = Base64.getMimeEncoder(64, new byte[] {(byte) 10});

    /// The keys of this checkout, made at the first use.
    public static Keys of(Installation installation) {
        Keys keys = new Keys(installation.home().resolve("keys"));
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
                Path unfinished = Files.createTempFile(folder, "beacon-secret", ".unfinished"); // for its owner alone
                Files.writeString(unfinished, Base64.getEncoder().encodeToString(secret));
                Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
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

    /// Both keys are made in a folder beside, which is then moved into place whole: two commands at once agree on one
    /// pair, that of the first.
    private void makeIfMissing() {
        if (Files.exists(privateKey())) {
            return;
        }
        try {
            Files.createDirectories(folder.getParent());
            Path unfinished = Files.createTempDirectory(folder.getParent(), "keys-unfinished");
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            KeyPair pair = generator.generateKeyPair();
            Path secret = Files.createFile(
                    unfinished.resolve(privateKey().getFileName()),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(secret, pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
            Files.writeString(
                    unfinished.resolve(publicKey().getFileName()),
                    pem("PUBLIC KEY", pair.getPublic().getEncoded()));
            try {
                Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException anotherWasFirst) {
                FileTrees.delete(unfinished);
                if (!Files.exists(privateKey())) {
                    throw anotherWasFirst;
                }
            }
        } catch (IOException | GeneralSecurityException denied) {
            throw new Failure("cannot make keys in " + folder + ": " + denied.getMessage(), denied);
        }
    }

    private PrivateKey readPrivateKey() {
        try {
            String body = Files.readString(privateKey()).replaceAll("-----[A-Z ]+-----|\\s", "");
            return KeyFactory.getInstance("RSA")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(body)));
        } catch (IOException | GeneralSecurityException | IllegalArgumentException broken) {
            throw new Failure(
                    "cannot read " + privateKey() + ": " + broken.getMessage() + "; delete " + folder
                            + " to have new keys made",
                    broken);
        }
    }

    private static String pem(String kind, byte[] der) {
        return "-----BEGIN " + kind + "-----\n" + PEM.encodeToString(der) + "\n-----END " + kind + "-----\n";
    }
}
