package dev.tidemark.access.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import io.smallrye.config.common.utils.StringUtil;
import java.lang.annotation.Annotation;
import java.lang.invoke.MethodType;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One thing that can be set, as an interface declares it: a `@ConfigMapping`, or one without that annotation, which
/// only describes what Quarkus reads itself and gives whole names with `@WithName`.
///
/// @param property    its name
/// @param shape       how many values it takes
/// @param type        of each value
/// @param preset      its default
/// @param example     a value that it could have
/// @param bounds      from what to what it goes, if it is a number or a duration
/// @param declaration where it is declared
public record Setting(
        String property,
        Shape shape,
        Class<?> type,
        Optional<String> preset,
        Optional<String> example,
        Optional<Bounds> bounds,
        Method declaration) {
    private static final List<String> TRUTHS = List.of("true", "false");
    private static final String OURS = "dev.tidemark.";

    /// How many values a setting takes.
    public enum Shape {
        /// One, which there must be.
        ONE,
        /// One or none.
        OPTIONAL,
        /// Some, with commas between them.
        LIST,
        /// Some or none, with commas between them.
        OPTIONAL_LIST,
        /// Any, under names of their own.
        MAP
    }

    /// All that an interface declares, and those from which it inherits and which it groups.
    public static List<Setting> of(Class<?> declarations) {
        ConfigMapping mapping = declarations.getAnnotation(ConfigMapping.class);
        return of(declarations, mapping == null ? "" : mapping.prefix() + ".").toList();
    }

    /// What is wrong with the values of what an interface declares.
    public static List<Fault> faults(Class<?> declarations, SmallRyeConfig config) {
        return of(declarations).stream()
                .flatMap(setting -> setting.fault(config).stream())
                .toList();
    }

    private static Stream<Setting> of(Class<?> declarations, String prefix) {
        return Arrays.stream(declarations.getMethods())
                .filter(method -> Modifier.isAbstract(method.getModifiers()))
                .flatMap(method -> {
                    String property = prefix + name(method);
                    boolean isGroup = method.getReturnType().isInterface()
                            && method.getReturnType().getName().startsWith(OURS);
                    return isGroup ? of(method.getReturnType(), property + ".") : Stream.of(of(method, property));
                });
    }

    private static Setting of(Method method, String property) {
        Type type = method.getGenericReturnType();
        boolean isOptional = method.getReturnType() == Optional.class;
        Type content = isOptional ? argument(type, 0) : type;
        boolean isList = content instanceof ParameterizedType some && Collection.class.isAssignableFrom(raw(some));
        boolean isMap = method.getReturnType() == Map.class;
        Type value = isMap ? argument(content, 1) : isList ? argument(content, 0) : content;
        Shape shape = isMap
                ? Shape.MAP
                : isOptional ? (isList ? Shape.OPTIONAL_LIST : Shape.OPTIONAL) : (isList ? Shape.LIST : Shape.ONE);
        return new Setting(
                property,
                shape,
                MethodType.methodType(raw(value)).wrap().returnType(),
                annotation(method, WithDefault.class).map(WithDefault::value),
                annotation(method, Example.class).map(Example::value),
                annotation(method, Bounds.class),
                method);
    }

    private static String name(Method method) {
        return annotation(method, WithName.class)
                .map(WithName::value)
                .orElseGet(() -> StringUtil.skewer(method.getName()));
    }

    private static <A extends Annotation> Optional<A> annotation(AnnotatedElement element, Class<A> type) {
        return Optional.ofNullable(element.getAnnotation(type));
    }

    private static Type argument(Type type, int index) {
        return ((ParameterizedType) type).getActualTypeArguments()[index];
    }

    private static Class<?> raw(Type type) {
        return type instanceof ParameterizedType some ? (Class<?>) some.getRawType() : (Class<?>) type;
    }

    /// The environment variable that sets it.
    public String variable() {
        return shape == Shape.MAP ? Fault.variable(property) + "__<NAME>_" : Fault.variable(property);
    }

    /// Whether a variable sets it.
    boolean isSetBy(String variable) {
        return shape == Shape.MAP
                ? variable.matches(Fault.variable(property) + "(_[A-Z0-9]+|__.+_)")
                : variable.matches(Fault.variable(property) + "(_\\d+_)?"); // one of a list
    }

    /// What is wrong with its value; nothing when it can be used.
    Optional<Fault> fault(SmallRyeConfig config) {
        if (shape == Shape.MAP) {
            return Optional.empty();
        }
        try {
            return whyNot(config.getConfigValue(property).getValue(), config).map(this::fault);
        } catch (NoSuchElementException dangling) {
            return Optional.of(fault("refers with ${…} to something that is not set"));
        }
    }

    private Fault fault(String why) {
        return Fault.of(property, why, sample());
    }

    /// A value that it could have.
    String sample() {
        return example.or(() -> preset).orElse("…");
    }

    /// Whether a variable looks as if it should set it, but is written otherwise than names below it are.
    boolean isMisspelled(String variable) {
        return shape == Shape.MAP && !isSetBy(variable) && variable.startsWith(Fault.variable(property) + "_");
    }

    private Optional<String> whyNot(@Nullable String value, SmallRyeConfig config) {
        boolean mayBeMissing = preset.isPresent() || shape == Shape.OPTIONAL || shape == Shape.OPTIONAL_LIST;
        if (value == null) {
            return mayBeMissing ? Optional.empty() : Optional.of("is not set, and has no default");
        }
        if (value.isBlank()) {
            boolean mayBeEmpty = shape == Shape.OPTIONAL || shape == Shape.OPTIONAL_LIST;
            return mayBeEmpty ? Optional.empty() : Optional.of("is empty");
        }
        return switch (shape) {
            case LIST, OPTIONAL_LIST ->
                Stream.of(StringUtil.split(value))
                        .map(one -> whyNotOne(one.strip(), config))
                        .flatMap(Optional::stream)
                        .findFirst();
            case ONE, OPTIONAL, MAP -> whyNotOne(value, config);
        };
    }

    private Optional<String> whyNotOne(String value, SmallRyeConfig config) {
        if (type == Boolean.class) {
            return TRUTHS.contains(value.toLowerCase(Locale.ROOT))
                    ? Optional.empty()
                    : Optional.of("is '" + value + "', which is neither true nor false");
        }
        try {
            return switch (config.getConverter(type).orElseThrow().convert(value)) {
                case Duration time -> outOfBounds(value, millis(time));
                case Integer number -> outOfBounds(value, number);
                case Long number -> outOfBounds(value, number);
                case null -> Optional.of("is empty");
                default -> Optional.empty();
            };
        } catch (RuntimeException unreadable) {
            return Optional.of(whyUnreadable(value, unreadable));
        }
    }

    private String whyUnreadable(String value, Throwable unreadable) {
        if (type == Duration.class) {
            return "is '" + value + "', which is no duration";
        }
        if (Number.class.isAssignableFrom(type)) {
            return "is '" + value + "', which is no whole number that fits";
        }
        if (type.isEnum()) {
            return "has '" + value + "', which is none of " + String.join(", ", constants(type));
        }
        Throwable root = unreadable;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return "cannot be read: " + root.getMessage();
    }

    private Optional<String> outOfBounds(String value, long number) {
        long least = bounds.map(Bounds::min).orElse(1L);
        long most = bounds.map(Bounds::max).orElse(Long.MAX_VALUE);
        if (number < least) {
            boolean isTime = type == Duration.class;
            String atLeast = isTime && least == 1 ? "more than none" : "at least " + least;
            return Optional.of("is " + value + " and must be " + atLeast);
        }
        return number > most ? Optional.of("is " + value + " and must be at most " + most) : Optional.empty();
    }

    /// In milliseconds; what is less than one but more than nothing is one.
    private static long millis(Duration time) {
        return time.isPositive() ? Math.max(1, time.toMillis()) : time.toMillis();
    }

    /// How the constants of an enumeration are written.
    static List<String> constants(Class<?> type) {
        return Stream.of(type.getEnumConstants())
                .map(constant -> written((Enum<?>) constant))
                .toList();
    }

    /// How one of them is.
    static String written(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
