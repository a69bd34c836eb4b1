package dev.tidemark.writer.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidemark.common.json.JsonReader;
import dev.tidemark.common.json.JsonValue;
import dev.tidemark.common.json.MalformedJsonException;
import dev.tidemark.common.json.Utf8;
import dev.tidemark.common.merge.Registers;
import dev.tidemark.common.merge.Version;
import org.jspecify.annotations.Nullable;

/// The repository that a session names. The same stands in SQL as `repository_of()`.
public final class RepositoryName {
    /// The most bytes that it has in UTF-8.
    public static final int MAX_BYTES = 200;

    private RepositoryName() {}

    /// `repo_owner/repo_name`, or null where one of them is no text, or it is too long.
    public static @Nullable String of(Registers attributes) {
        String owner = text(attributes, "repo_owner");
        String name = text(attributes, "repo_name");
        return owner == null || name == null || Utf8.length(owner) + Utf8.length(name) >= MAX_BYTES
                ? null
                : owner + "/" + name;
    }

    private static @Nullable String text(Registers attributes, String name) {
        Version attribute = attributes.byName().get(name);
        if (attribute == null || !attribute.value().startsWith("\"")) {
            return null;
        }
        try {
            JsonValue value = new JsonReader(attribute.value().getBytes(UTF_8), 1).value();
            return value.text();
        } catch (MalformedJsonException impossible) {
            throw new IllegalStateException("an attribute is no JSON", impossible);
        }
    }
}
