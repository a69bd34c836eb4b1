package dev.tidemark.ingest;

import static dev.tidemark.ingest.Requests.batch;
import static dev.tidemark.ingest.Requests.start;
import static dev.tidemark.ingest.Requests.with;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Keys of an identity provider that changes them while ingest runs.
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@TestProfile(KeyRotationTest.Provider.class)
class KeyRotationTest {
    private static final String ISSUER = "https://login.example.com/";

    /// Another configuration than that of the other tests.
    public static class Provider implements QuarkusTestProfile {
        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(Jwks.class));
        }
    }

    /// The provider's keys, as they are published.
    public static final class Jwks implements QuarkusTestResourceLifecycleManager {
        private static volatile String published = "";
        private @Nullable HttpServer server;

        static void publish(JsonWebKey... keys) {
            published =
                    keys.length == 0 ? "" : new JsonWebKeySet(keys).toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY);
        }

        @Override
        public Map<String, String> start() {
            try {
                server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            } catch (IOException noPort) {
                throw new UncheckedIOException(noPort);
            }
            server.createContext("/jwks", exchange -> {
                byte[] body = published.getBytes(UTF_8);
                exchange.sendResponseHeaders(body.length == 0 ? 500 : 200, body.length == 0 ? -1 : body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            });
            server.start();
            return Map.of(
                    "tidemark.auth.issuer",
                    ISSUER,
                    "tidemark.auth.audience",
                    "events",
                    "tidemark.auth.keys",
                    "http://localhost:" + server.getAddress().getPort() + "/jwks");
        }

        @Override
        public void stop() {
            Objects.requireNonNull(server).stop(0);
        }
    }

    @Test
    void keysAreFetchedWhenTheyAreNeededAndAgainWhenANewOneTurnsUp() throws JoseException, InterruptedException {
        RsaJsonWebKey first = key("first");
        RsaJsonWebKey second = key("second");

        Jwks.publish(first);
        post(token(first, ISSUER, "events", 60)).statusCode(202);
        post(token(first, "https://elsewhere/", "events", 60)).statusCode(401);
        post(token(first, ISSUER, "something else", 60)).statusCode(401);
        post(token(first, ISSUER, "events", -30)).statusCode(202); // within the leeway of a minute
        post(token(first, ISSUER, "events", -90)).statusCode(401);

        TimeUnit.MILLISECONDS.sleep(400); // keys fetched less than 300 ms ago are not fetched again
        Jwks.publish(first, second);
        post(token(second, ISSUER, "events", 60)).statusCode(202);
        post(token(key("second"), ISSUER, "events", 60)).statusCode(401);
    }

    static ValidatableResponse post(String token) {
        return with(token).body(batch(start("e"))).post("/api/v1/events").then();
    }

    static RsaJsonWebKey key(String id) throws JoseException {
        RsaJsonWebKey key = RsaJwkGenerator.generateJwk(2048);
        key.setKeyId(id);
        key.setAlgorithm(AlgorithmIdentifiers.RSA_USING_SHA256);
        return key;
    }

    static String token(RsaJsonWebKey key) throws JoseException {
        return token(key, ISSUER, "events", 60);
    }

    private static String token(RsaJsonWebKey key, String issuer, String audience, int secondsLeft)
            throws JoseException {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(issuer);
        claims.setAudience(audience);
        claims.setSubject("user-1");
        claims.setStringListClaim("groups", "tidemark-client");
        NumericDate now = NumericDate.now();
        claims.setIssuedAt(NumericDate.fromSeconds(now.getValue() - 600));
        claims.setExpirationTime(NumericDate.fromSeconds(now.getValue() + secondsLeft));
        JsonWebSignature signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        signature.setKeyIdHeaderValue(key.getKeyId());
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        signature.setKey(key.getPrivateKey());
        return signature.getCompactSerialization();
    }
}
