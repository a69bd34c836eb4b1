package dev.tidemark.access.config;

import io.quarkus.runtime.configuration.ConfigUtils;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;

/// All that can be set in a service, and the check of how it is set. It is done before anything of the service
/// starts, so that whoever starts it is told all that is wrong at once, and in words of the page that describes the
/// settings.
///
/// @param service      how it is called in messages
/// @param declarations the interfaces that declare its settings
/// @param rules        what must hold between them
public record Configuration(String service, List<Class<?>> declarations, List<Rule> rules) {
    private static final Logger LOG = Logger.getLogger(Configuration.class);
    private static final String OURS = "TIDEMARK_";

    /// What must hold between settings that are each possible.
    public interface Rule {
        /// What is wrong by this rule.
        Stream<Fault> faults(SmallRyeConfig config);
    }

    /// Ends the process when the service cannot work as it is configured, and says why on standard error.
    public void checkOrExit() {
        List<Fault> faults = faults(ConfigUtils::configBuilder);
        if (!faults.isEmpty()) {
            System.err.println(service + " does not start as it is configured:\n");
            faults.forEach(fault -> System.err.println("  " + fault + "\n"));
            System.err.println("All settings: docs/reference/configuration.md");
            System.err.flush();
            Runtime.getRuntime().halt(1); // at once: nothing has begun that would have to end in good order
        }
    }

    /// What is wrong. Rules are asked only when each setting can be used by itself.
    ///
    /// @param sources makes a builder that has all sources and converters
    public List<Fault> faults(Supplier<SmallRyeConfigBuilder> sources) {
        SmallRyeConfig single = sources.get().build();
        List<Fault> faults = new ArrayList<>(unknown(single));
        declarations.forEach(declaration -> faults.addAll(Setting.faults(declaration, single)));
        if (!faults.isEmpty()) {
            return faults;
        }
        SmallRyeConfigBuilder mapped = sources.get().withMappingIgnore("**");
        declarations.stream()
                .filter(declaration -> declaration.isAnnotationPresent(ConfigMapping.class))
                .forEach(mapped::withMapping);
        SmallRyeConfig together = mapped.build();
        return rules.stream().flatMap(rule -> rule.faults(together)).toList();
    }

    /// All of its settings.
    public List<Setting> settings() {
        return declarations.stream()
                .flatMap(declaration -> Setting.of(declaration).stream())
                .toList();
    }

    /// What begins like ours and is nothing of ours. What looks like a slip is a fault. The rest is only told of:
    /// variables may be meant for the other service or for the CLI, and Kubernetes makes some out of the names
    /// of its services.
    private List<Fault> unknown(SmallRyeConfig config) {
        List<Setting> settings = settings();
        List<Fault> slips = new ArrayList<>();
        List<String> strangers = new ArrayList<>();
        for (String variable : variables(config)) {
            if (settings.stream().noneMatch(setting -> setting.isSetBy(variable))) {
                slip(variable, settings).ifPresentOrElse(slips::add, () -> strangers.add(variable));
            }
        }
        if (!strangers.isEmpty()) {
            LOG.warnf("not settings of %s, so it does not read them: %s", service, String.join(", ", strangers));
        }
        return slips;
    }

    private static Optional<Fault> slip(String variable, List<Setting> settings) {
        Optional<Fault> misspelled = settings.stream()
                .filter(setting -> setting.isMisspelled(variable))
                .map(setting -> new Fault(
                        variable,
                        "is not known: two underscores stand before the name and one after it",
                        setting.variable() + "=" + setting.sample()))
                .findFirst();
        List<String> known = settings.stream().map(Setting::variable).toList();
        return misspelled.or(() -> NearestName.of(variable, known).map(meant -> {
            String sample = settings.get(known.indexOf(meant)).sample();
            return new Fault(variable, "is not known; is " + meant + " meant?", meant + "=" + sample);
        }));
    }

    private static Set<String> variables(SmallRyeConfig config) {
        return StreamSupport.stream(config.getConfigSources().spliterator(), false)
                .flatMap(source -> source.getPropertyNames().stream())
                .map(Fault::variable)
                .filter(variable -> variable.startsWith(OURS))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
