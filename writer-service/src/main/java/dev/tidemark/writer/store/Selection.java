package dev.tidemark.writer.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Objects;

/// Which letters something is done to. In JSON its only member says how they are selected: `{"origins": […]}`,
/// `{"group": "…"}` or `{"filter": {…}}`.
@JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
@JsonSubTypes({
    @JsonSubTypes.Type(Selection.Origins.class),
    @JsonSubTypes.Type(Selection.Group.class),
    @JsonSubTypes.Type(Selection.Filtered.class)
})
public sealed interface Selection {
    /// The most letters that can be named one by one.
    int MOST_ORIGINS = 10_000;

    /// What it looks like.
    String FORM = "selection is {\"origins\": […]}, {\"group\": \"…\"} or {\"filter\": {…}}";

    /// These. Of those that are none nothing is selected.
    @RegisterForReflection
    record Origins(List<String> origins) implements Selection {
        public Origins {
            if (origins == null
                    || origins.isEmpty()
                    || origins.size() > MOST_ORIGINS
                    || origins.stream().anyMatch(Objects::isNull)) {
                throw new IllegalArgumentException("origins are 1 to 10,000 texts");
            }
            origins = List.copyOf(origins);
        }
    }

    /// All of a group, by its fingerprint.
    @RegisterForReflection
    record Group(String group) implements Selection {
        public Group {
            if (group == null) {
                throw new IllegalArgumentException("group is a fingerprint");
            }
        }
    }

    /// All that a list with this filter would have.
    @RegisterForReflection
    record Filtered(LetterFilter filter) implements Selection {
        public Filtered {
            if (filter == null) {
                throw new IllegalArgumentException("filter is an object");
            }
        }
    }

    /// Reads one. Strictly: a filter with a slip of the pen must not select everything.
    ///
    /// @throws IllegalArgumentException when it is none
    static Selection read(JsonNode json) {
        if (!json.isObject()) {
            throw new IllegalArgumentException(FORM);
        }
        try {
            return Json.STRICT.treeToValue(json, Selection.class);
        } catch (JsonProcessingException notOne) {
            throw new IllegalArgumentException(FORM, notOne);
        }
    }

    /// The same as JSON.
    default JsonNode toJson() {
        return Json.STRICT.valueToTree(this);
    }

    /// Takes nothing that it does not know.
    final class Json {
        private static final JsonMapper STRICT = JsonMapper.builder()
                .addModule(new JavaTimeModule())
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
                .build();

        private Json() {}
    }
}
