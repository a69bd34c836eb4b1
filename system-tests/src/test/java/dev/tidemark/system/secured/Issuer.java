package dev.tidemark.system.secured;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/// An identity provider that production trusts, and what it has issued.
///
/// @param keys      by which it signs
/// @param publicKey where the public one is, as PEM
/// @param issued    the tokens so far
record Issuer(KeyPair keys, Path publicKey, List<String> issued) {
    static final String NAME = "https://login.example.com/";
    static final String AUDIENCE = "tidemark";

    static Issuer in(Path folder) throws IOException {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            KeyPair keys = generator.generateKeyPair();
            String pem = "-----BEGIN PUBLIC KEY-----\n"
                    + Base64.getMimeEncoder().encodeToString(keys.getPublic().getEncoded())
                    + "\n-----END PUBLIC KEY-----\n";
            return new Issuer(keys, Files.writeString(folder.resolve("public.pem"), pem, UTF_8), new ArrayList<>());
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /// A token of a client and viewer.
    String token(Duration left) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(NAME);
        claims.setAudience(AUDIENCE);
        claims.setSubject("user-1");
        claims.setStringListClaim("groups", "tidemark-client", "tidemark-viewer");
        claims.setIssuedAtToNow();
        claims.setExpirationTime(NumericDate.fromSeconds(NumericDate.now().getValue() + left.toSeconds()));
        JsonWebSignature signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        signature.setKey(keys.getPrivate());
        try {
            issued.add(signature.getCompactSerialization());
            return issued.getLast();
        } catch (JoseException broken) {
            throw new AssertionError(broken);
        }
    }

    /// What makes those tokens good: who knows one has the token.
    List<String> signatures() {
        return issued.stream().map(token -> token.replaceFirst(".*\\.", "")).toList();
    }
}
