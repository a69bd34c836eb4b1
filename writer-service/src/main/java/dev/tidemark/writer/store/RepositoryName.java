package dev.tidemark.writer.store;

import dev.tidemark.common.merge.Registers;
import org.jspecify.annotations.Nullable;

/// stub
public final class RepositoryName {
    private RepositoryName() {}

    /// stub
    public static @Nullable String of(Registers attributes) {
        var owner = attributes.byName().get("repo_owner");
        var name = attributes.byName().get("repo_name");
        if (owner == null || name == null) {
            return null;
        }
        return owner.value().replace("\"", "") + "/" + name.value().replace("\"", "");
    }
}
