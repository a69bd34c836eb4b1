package dev.tidemark.system.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.cli.stack.Installation;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretKeySelector;
import io.fabric8.kubernetes.api.model.SecretVolumeSource;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressTLS;
import io.strimzi.api.kafka.model.user.KafkaUser;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Each secret that the manifests name is one that somebody is told to make, and the other way round.
class SecretsTest {
    /// A secret and one of its keys.
    private record Key(String secret, String key) {}

    @Test
    void localSecretsAreMadeByTheManifestsOrAsTheHowToSays() throws IOException {
        Stream<Key> ofManifests = Overlay.local()
                .all(Secret.class)
                .flatMap(secret -> secret.getStringData().keySet().stream()
                        .map(key -> new Key(secret.getMetadata().getName(), key)));
        String howTo = howTo("kind.md");
        Stream<Key> ofHowTo = Pattern.compile("create secret generic (\\S+)((?:[^`\\n]*\\\\\\n)*[^`\\n]*)")
                .matcher(howTo)
                .results()
                .flatMap(command -> Pattern.compile("--from-(?:file|literal)=([\\w.-]+)=")
                        .matcher(command.group(2))
                        .results()
                        .map(key -> new Key(command.group(1), key.group(1))));

        assertThat(used(Overlay.local()))
                .isEqualTo(Stream.concat(ofManifests, ofHowTo).collect(Collectors.toSet()));
    }

    @Test
    void secretsOfProductionAreThoseOfTheTable() throws IOException {
        Set<Key> table = Pattern.compile("(?m)^\\| `([\\w.-]+)` \\| `([\\w.-]+)` \\| ")
                .matcher(howTo("deploy-kubernetes.md"))
                .results()
                .map(row -> new Key(row.group(1), row.group(2)))
                .collect(Collectors.toSet());

        assertThat(used(Overlay.production())).isEqualTo(table);
    }

    @Test
    void productionHasNoSecretOfItsOwn() {
        assertThat(Stream.of(Overlay.production(), Overlay.kafka()).flatMap(overlay -> overlay.all(Secret.class)))
                .isEmpty();
    }

    /// Strimzi writes a secret of a user's name, with these keys where it has a password.
    @Test
    void secretsOfKafkaUsersAreOfUsersThatThereAre() {
        Set<Key> made = Overlay.kafka()
                .all(KafkaUser.class)
                .map(user -> user.getMetadata().getName())
                .flatMap(name -> Stream.of(new Key(name, "password"), new Key(name, "sasl.jaas.config")))
                .collect(Collectors.toSet());

        assertThat(used(Overlay.production()))
                .filteredOn(key ->
                        key.secret().startsWith("tidemark-") && !key.secret().equals("tidemark-tls"))
                .hasSize(3)
                .allMatch(made::contains);
        assertThat(Overlay.production().one(ConfigMap.class, "keda").getData().get("username"))
                .isEqualTo("tidemark-keda");
    }

    @Test
    void valuesThatAreSecretAreNotInTheManifests() {
        assertThat(Overlay.systems().flatMap(Overlay::services).flatMap(pod -> pod.container().getEnv().stream()))
                .filteredOn(variable -> variable.getName().matches(".*(PASSWORD|SECRETS|JAAS_CONFIG_)"))
                .hasSizeGreaterThan(5)
                .allMatch(variable -> variable.getValueFrom() != null);
    }

    private static Set<Key> used(Overlay overlay) {
        Stream<Key> variables = overlay.pods()
                .flatMap(pod -> pod.container().getEnv().stream())
                .map(EnvVar::getValueFrom)
                .filter(Objects::nonNull)
                .map(EnvVarSource::getSecretKeyRef)
                .map(SecretsTest::key);
        Stream<Key> files = overlay.pods()
                .flatMap(pod -> pod.spec().getVolumes().stream())
                .map(Volume::getSecret)
                .filter(Objects::nonNull)
                .flatMap(SecretsTest::keys);
        Stream<Key> keda = overlay.all(Keda.TriggerAuthentication.class)
                .flatMap(authentication -> authentication.getSpec().secretTargetRef().stream())
                .map(reference -> new Key(reference.name(), reference.key()));
        Stream<Key> tls = overlay.all(Ingress.class)
                .flatMap(ingress -> ingress.getSpec().getTls().stream())
                .map(IngressTLS::getSecretName)
                .flatMap(name -> Stream.of(new Key(name, "tls.crt"), new Key(name, "tls.key")));
        return Stream.of(variables, files, keda, tls).flatMap(all -> all).collect(Collectors.toSet());
    }

    private static Key key(SecretKeySelector selector) {
        return new Key(selector.getName(), selector.getKey());
    }

    private static Stream<Key> keys(SecretVolumeSource volume) {
        return volume.getItems().stream().map(item -> new Key(volume.getSecretName(), item.getKey()));
    }

    private static String howTo(String page) throws IOException {
        return Files.readString(
                Installation.find().root().resolve("docs/how-to").resolve(page));
    }
}
