package dev.tidemark.system.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.properties.CanBeAnnotated;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.tidemark.cli.stack.Installation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/// What a packaged service can be told by its environment: its own settings, by the `@ConfigMapping`s in its classes,
/// and
/// those that its Quarkus extensions read as they start.
final class ServiceSettings {
    private static final Map<String, ServiceSettings> READ = new ConcurrentHashMap<>();
    private static final String MAPPING = "io.smallrye.config.ConfigMapping";

    private final Path module;
    private final Map<String, Optional<String>> own = new HashMap<>();
    private final Set<String> maps = new HashSet<>();
    private final Set<String> quarkus;

    private ServiceSettings(String service) {
        this.module = Installation.find().root().resolve(service + "-service");
        JavaClasses classes = new ClassFileImporter().importPaths(classes("access"), module.resolve("target/classes"));
        classes.stream()
                .filter(type -> type.isAnnotatedWith(MAPPING))
                .forEach(type -> collect(type, text(type, MAPPING, "prefix").orElseThrow() + "."));
        this.quarkus = ofExtensions(module.resolve("target/quarkus-app/lib/main"));
    }

    /// Those of `ingest` or `writer`.
    static ServiceSettings of(String service) {
        return READ.computeIfAbsent(service, ServiceSettings::new);
    }

    private static Path classes(String module) {
        return Installation.find().root().resolve(module).resolve("target/classes");
    }

    private void collect(JavaClass group, String prefix) {
        settings(group).forEach(method -> {
            JavaClass type = method.getRawReturnType();
            String property = prefix
                    + text(method, "io.smallrye.config.WithName", "value").orElse(skewered(method));
            if (type.isInterface() && type.getPackageName().startsWith("dev.tidemark")) {
                collect(type, property + ".");
            } else if (type.isEquivalentTo(Map.class)) {
                maps.add(property);
            } else {
                own.put(property, text(method, "io.smallrye.config.WithDefault", "value"));
            }
        });
    }

    /// Its own and those that it inherits.
    private static Stream<JavaMethod> settings(JavaClass group) {
        return Stream.concat(Stream.of(group), group.getAllRawInterfaces().stream())
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> method.getModifiers().contains(JavaModifier.ABSTRACT));
    }

    private static String skewered(JavaMethod method) {
        return method.getName().replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }

    private static Optional<String> text(CanBeAnnotated annotated, String annotation, String member) {
        Optional<? extends JavaAnnotation<?>> found = annotated instanceof JavaClass type
                ? type.tryGetAnnotationOfType(annotation)
                : ((JavaMethod) annotated).tryGetAnnotationOfType(annotation);
        return found.flatMap(each -> each.get(member)).map(Object::toString);
    }

    /// Each extension brings a model of its settings for Quarkus' own reference.
    private static Set<String> ofExtensions(Path jars) {
        try (Stream<Path> all = Files.list(jars)) {
            return all.flatMap(ServiceSettings::ofExtension).collect(Collectors.toSet());
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    private static Stream<String> ofExtension(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            var model = file.getJarEntry("META-INF/quarkus-config-doc/quarkus-config-model.json");
            if (model == null) {
                return Stream.empty();
            }
            try (InputStream json = file.getInputStream(model)) {
                return new JsonMapper()
                        .readTree(json).findParents("phase").stream()
                                .filter(setting ->
                                        setting.path("phase").asText().equals("RUN_TIME"))
                                .map(setting -> setting.at("/path/environmentVariable"))
                                .map(JsonNode::asText);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /// Whether a variable of the environment means anything to the service.
    boolean know(String variable) {
        return quarkus.contains(variable)
                || own.keySet().stream().anyMatch(property -> variable(property).equals(variable))
                || maps.stream().anyMatch(map -> isEntry(map, variable));
    }

    /// The only maps that there are have settings of Kafka's clients.
    private static boolean isEntry(String map, String variable) {
        String prefix = variable(map) + "__";
        return variable.startsWith(prefix)
                && variable.endsWith("_")
                && kafkaClient().anyMatch(setting -> variable.equals(prefix + variable(setting) + "_"));
    }

    private static Stream<String> kafkaClient() {
        return Stream.of(ProducerConfig.configNames(), ConsumerConfig.configNames(), AdminClientConfig.configNames())
                .flatMap(Set::stream);
    }

    /// The default of one of its own settings.
    String preset(String property) {
        return Objects.requireNonNull(own.get(property), property).orElseThrow();
    }

    /// A line of its `application.properties`.
    String packaged(String property) {
        Properties properties = new Properties();
        try (InputStream file = Files.newInputStream(module.resolve("target/classes/application.properties"))) {
            properties.load(file);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
        return Optional.ofNullable(properties.getProperty(property))
                .orElseThrow(() -> new AssertionError("no " + property + " in " + module));
    }

    /// The variable that sets a property.
    static String variable(String property) {
        return property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
}
