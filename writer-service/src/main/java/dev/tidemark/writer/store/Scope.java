package dev.tidemark.writer.store;

/// Whose sessions somebody may see. Nothing about sessions is read without one.
public sealed interface Scope {
    /// Everybody's.
    record All() implements Scope {}

    /// Those of one user.
    record Of(String user) implements Scope {}

    /// Everybody's.
    static All all() {
        return new All();
    }

    /// Those of one user.
    static Of of(String user) {
        return new Of(user);
    }

    /// Whether a user's sessions may be seen.
    default boolean includes(String user) {
        return switch (this) {
            case All _ -> true;
            case Of(String only) -> only.equals(user);
        };
    }
}
