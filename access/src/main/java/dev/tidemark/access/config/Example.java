package dev.tidemark.access.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A value that a setting could have, for those who have set none or a wrong one. Settings with a default have an
/// example in it.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Example {
    /// The value.
    String value();
}
