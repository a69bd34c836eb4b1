package dev.tidemark.access.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// From what to what a number may go. Without it a number is at least 1, and a duration more than none.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Bounds {
    /// The least, for a duration in milliseconds.
    long min() default 1;

    /// The most, for a duration in milliseconds.
    long max() default Long.MAX_VALUE;
}
