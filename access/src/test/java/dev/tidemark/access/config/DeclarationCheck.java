package dev.tidemark.access.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.ConfigMapping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/// What must hold of the declarations of a service's settings.
public final class DeclarationCheck {
    private DeclarationCheck() {}

    /// Every mapping is declared, or it would be neither checked nor described; whoever sets none or a wrong value
    /// can be shown one; and what is said of Quarkus' defaults is so.
    ///
    /// @param module the service's folder
    public static void assertComplete(Configuration configuration, Path module) throws IOException {
        assertThat(configuration.declarations().stream()
                        .filter(declaration -> declaration.isAnnotationPresent(ConfigMapping.class))
                        .map(declaration ->
                                declaration.getAnnotation(ConfigMapping.class).prefix()))
                .as("the mappings that %s declares", configuration.service())
                .containsExactlyInAnyOrderElementsOf(ConfigurationPage.mappingsIn(module));
        assertThat(configuration.settings())
                .filteredOn(setting ->
                        setting.preset().isEmpty() && setting.example().isEmpty())
                .as("settings without a default or an @Example")
                .isEmpty();
        Properties properties = new Properties();
        try (var text = Files.newBufferedReader(module.resolve("src/main/resources/application.properties"), UTF_8)) {
            properties.load(text);
        }
        for (Setting setting : configuration.settings()) {
            String preset = properties.getProperty(setting.property());
            if (preset != null) {
                assertThat(setting.preset()).as(setting.property()).contains(preset);
            }
        }
    }
}
