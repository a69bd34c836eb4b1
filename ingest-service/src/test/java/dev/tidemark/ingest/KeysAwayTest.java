package dev.tidemark.ingest;

import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;

/// An identity provider that is away when its keys are first needed.
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@TestProfile(KeysAwayTest.Provider.class)
class KeysAwayTest {
    /// A service of its own, which has no keys yet.
    public static final class Provider extends KeyRotationTest.Provider {}

    @Test
    void asLongAsThereAreNoKeysThatIsNotTheClientsFault() throws JoseException {
        RsaJsonWebKey key = KeyRotationTest.key("only");
        KeyRotationTest.Jwks.publish();

        KeyRotationTest.post(KeyRotationTest.token(key))
                .statusCode(503)
                .header("Retry-After", "5")
                .body("code", equalTo("keys_unavailable"));

        KeyRotationTest.Jwks.publish(key);
        KeyRotationTest.post(KeyRotationTest.token(key)).statusCode(202);
    }
}
