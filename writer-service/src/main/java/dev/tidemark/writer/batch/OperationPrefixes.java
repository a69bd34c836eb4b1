package dev.tidemark.writer.batch;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Set;

/// What operations do to records, told by how their names begin. What is not listed appends itself and makes no record.
@ConfigMapping(prefix = "tidemark.writer.operations")
public interface OperationPrefixes {
    /// Write the fields of their payload.
    @WithDefault("CREATE_")
    Set<String> put();

    /// The same: since no operation waits for another, an update may come before what it updates.
    @WithDefault("UPDATE_")
    Set<String> merge();

    /// Remove the record.
    @WithDefault("DELETE_")
    Set<String> delete();
}
