package dev.tidemark.access.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.smallrye.config.ConfigMapping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The reference page of all settings. Its tables are written from the interfaces that declare them; what stands
/// between the marks is ours, the rest is whoever wrote it.
public final class ConfigurationPage {
    private static final String SHARED =
            ConfigurationPage.class.getPackageName().replaceFirst("\\.config$", "");

    private final Configuration configuration;
    private final Path root;
    private final Path page;
    private final DocComments comments;

    private ConfigurationPage(Configuration configuration, Path module) throws IOException {
        this.configuration = configuration;
        this.root = module.toAbsolutePath().resolve("..").normalize();
        this.page = root.resolve("docs/reference/configuration.md");
        this.comments = DocComments.of(sources(module));
    }

    /// Fails when the page says something else of a service's settings than its interfaces do. With
    /// `-Dtidemark.renew` it is written anew instead.
    ///
    /// @param module the service's folder
    public static void assertIsOf(Configuration configuration, Path module) throws IOException {
        new ConfigurationPage(configuration, module).compare();
    }

    private void compare() throws IOException {
        String is = Files.readString(page, UTF_8);
        String should = with(
                with(is, "both", isShared()),
                configuration.service(),
                isShared().negate());
        if (System.getProperty("tidemark.renew") != null) {
            Files.writeString(page, should, UTF_8);
        } else if (!is.equals(should)) {
            throw new AssertionError(
                    root.relativize(page) + " is not what the interfaces of the settings say. Renew it: "
                            + "mvn test -pl common,access,cli,ingest-service,writer-service -Dtest=ConfigurationTest "
                            + "-Dsurefire.failIfNoSpecifiedTests=false -Dtidemark.renew");
        }
    }

    /// Every mapping of the module has to be declared, or it would be neither checked nor described.
    public static List<String> mappingsIn(Path module) throws IOException {
        Pattern mapping = Pattern.compile("^\\s*@ConfigMapping\\(prefix = \"([^\"]+)\"\\)", Pattern.MULTILINE);
        return sources(module).stream()
                .flatMap(file -> mapping.matcher(read(file)).results())
                .map(found -> found.group(1))
                .toList();
    }

    private static Predicate<Setting> isShared() {
        return setting -> setting.declaration().getDeclaringClass().getName().startsWith(SHARED);
    }

    private String with(String text, String part, Predicate<Setting> which) {
        String begin = "<!-- settings of " + part + ": begin -->\n";
        String end = "<!-- settings of " + part + ": end -->\n";
        int from = text.indexOf(begin) + begin.length();
        int to = text.indexOf(end);
        if (from < begin.length() || to < from) {
            throw new AssertionError(page + " has no place for the settings of " + part);
        }
        return text.substring(0, from) + tables(which) + text.substring(to);
    }

    private String tables(Predicate<Setting> which) {
        Map<Class<?>, List<Setting>> groups = configuration.settings().stream()
                .filter(which)
                .sorted(Comparator.comparingInt(setting -> comments.place(setting.declaration())))
                .collect(Collectors.groupingBy(
                        setting -> outermost(setting.declaration().getDeclaringClass()),
                        LinkedHashMap::new,
                        Collectors.toList()));
        StringBuilder tables = new StringBuilder();
        order(groups).forEach(group -> tables.append(table(group, groups.getOrDefault(group, List.of()))));
        return tables.append('\n').toString();
    }

    /// In the order in which the service declares them.
    private Stream<Class<?>> order(Map<Class<?>, List<Setting>> groups) {
        return groups.keySet().stream().sorted(Comparator.comparingInt(group -> {
            List<Class<?>> declared = configuration.declarations();
            for (int i = 0; i < declared.size(); i++) {
                if (group.isAssignableFrom(declared.get(i))) {
                    return i;
                }
            }
            throw new AssertionError(group + " is not declared");
        }));
    }

    /// The interface that stands for a group: the mapping, or what mappings inherit.
    private static Class<?> outermost(Class<?> type) {
        Class<?> outer = type.getEnclosingClass();
        boolean isWhole = outer == null || !outer.isInterface() || type.isAnnotationPresent(ConfigMapping.class);
        return isWhole ? type : outermost(outer);
    }

    private String table(Class<?> group, List<Setting> settings) {
        String rows = settings.stream().map(this::row).collect(Collectors.joining());
        return "\n" + comments.of(group) + "\n\n| variable | type | default | what |\n|---|---|---|---|\n" + rows;
    }

    private String row(Setting setting) {
        String preset = setting.preset()
                .map(value -> "`" + value + "`")
                .orElse(setting.shape() == Setting.Shape.ONE ? "**required**" : "none");
        String example = setting.preset().isPresent() || setting.shape() == Setting.Shape.MAP
                ? ""
                : setting.example().map(value -> " Example: `" + value + "`.").orElse("");
        return "| `" + setting.variable() + "` | " + type(setting) + " | " + preset + " | "
                + comments.of(setting.declaration()) + example + " |\n";
    }

    private static String type(Setting setting) {
        String one = one(setting.type())
                + setting.bounds().map(ConfigurationPage::bounds).orElse("");
        return switch (setting.shape()) {
            case ONE, OPTIONAL, MAP -> one;
            case LIST, OPTIONAL_LIST -> "list: " + one;
        };
    }

    private static String bounds(Bounds bounds) {
        return bounds.max() == Long.MAX_VALUE ? " from " + bounds.min() : " " + bounds.min() + " to " + bounds.max();
    }

    private static String one(Class<?> type) {
        if (type.isEnum()) {
            return Setting.constants(type).stream()
                    .map(name -> "`" + name + "`")
                    .collect(Collectors.joining(", "));
        }
        if (type == Integer.class || type == Long.class) {
            return "number";
        }
        if (type == String.class) {
            return "text";
        }
        return type == Duration.class || type == Path.class || type == Boolean.class
                ? type.getSimpleName().toLowerCase(Locale.ROOT)
                : type.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }

    /// The module's and those of what both services share.
    private static List<Path> sources(Path module) throws IOException {
        List<Path> sources = new ArrayList<>();
        for (Path folder :
                List.of(module.toAbsolutePath(), module.toAbsolutePath().resolveSibling("access"))) {
            try (Stream<Path> files = Files.walk(folder.resolve("src/main/java"))) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
            }
        }
        return sources;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, UTF_8);
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }
}
