package dev.tidemark.cli.dlq;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidemark.cli.Api;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// How much of a long list is printed; reads it page by page.
final class PageOptions {
    private static final int LARGEST_PAGE = 500;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @ArgGroup
    private HowMany howMany = new HowMany();

    /// One or the other.
    static final class HowMany {
        @Option(names = "--limit", paramLabel = "N", description = "At most so many (default: 50).")
        private int limit = 50;

        @Option(names = "--all", description = "All there are.")
        private boolean all;
    }

    /// How many at most.
    int limit() {
        if (howMany.limit < 1) {
            throw new ParameterException(spec.commandLine(), "--limit takes a number from 1 on");
        }
        return howMany.all ? Integer.MAX_VALUE : howMany.limit;
    }

    boolean isAll() {
        return howMany.all;
    }

    /// Reads a list.
    ///
    /// @param path  where it is
    /// @param query what else is asked for, without `?`; may be empty
    /// @param name  what its items are called in the answer
    /// @param page  is given page by page, and says whether it wants another one
    void read(Api api, String path, String query, String name, Predicate<List<JsonNode>> page) {
        int left = limit();
        String after = "";
        while (true) {
            String parameters = query.isEmpty() ? "" : query + "&";
            JsonNode answer = api.get(path + "?" + parameters + "limit=" + Math.min(left, LARGEST_PAGE) + after);
            List<JsonNode> items = new ArrayList<>();
            answer.path(name).forEach(items::add);
            left -= items.size();
            if (!page.test(items) || left <= 0 || !answer.hasNonNull("next")) {
                return;
            }
            after = "&after=" + Api.encode(answer.path("next").asText());
        }
    }
}
