package dev.tidemark.common.merge;

import static dev.tidemark.common.merge.Version.greatest;

import org.jspecify.annotations.Nullable;

/// A record that operations make: registers and a tombstone, joined by [#merge], so that no operation
/// waits for another.
///
/// @param fields    what puts and merges wrote
/// @param tombstone the latest delete
public record RecordState(Registers fields, @Nullable Version tombstone) {
    /// Both, field by field.
    public RecordState merge(RecordState other) {
        return new RecordState(fields.merge(other.fields), greatest(tombstone, other.tombstone));
    }

    /// Whether the record is there: its latest field was written after its latest delete.
    public boolean exists() {
        Version latest = fields.latest();
        return latest != null && (tombstone == null || latest.isWrittenAfter(tombstone));
    }
}
