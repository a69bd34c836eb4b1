package dev.tidemark.common.merge;

import static dev.tidemark.common.merge.Version.greatest;

import dev.tidemark.common.event.EventId;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A record that operations make: registers, when they were last written, and a tombstone, joined by [#merge], so that
/// no
/// operation waits for another.
///
/// @param fields    what puts and merges wrote, at most [#MAX_FIELDS]
/// @param written   the latest write of any field, also of one that is not kept; its value is empty
/// @param tombstone the latest delete; its value is empty
public record RecordState(
        Registers fields,
        @Nullable Version written,
        @Nullable Version tombstone) {
    /// The most fields a record keeps: those of the smallest names. What more an operation brings stays in its own row.
    public static final int MAX_FIELDS = 256;

    public RecordState {
        fields = fields.smallest(MAX_FIELDS);
    }

    /// What a put or a merge of these fields contributes.
    public static RecordState written(Instant occurredAt, EventId event, Map<String, String> fields) {
        return new RecordState(
                Registers.written(occurredAt, event, fields),
                fields.isEmpty() ? null : new Version(occurredAt, event, ""),
                null);
    }

    /// What a delete contributes.
    public static RecordState deleted(Instant occurredAt, EventId event) {
        return new RecordState(Registers.NONE, null, new Version(occurredAt, event, ""));
    }

    /// Both, field by field.
    public RecordState merge(RecordState other) {
        return new RecordState(
                fields.merge(other.fields), greatest(written, other.written), greatest(tombstone, other.tombstone));
    }

    /// Whether the record is there: its latest write was after its latest delete.
    public boolean exists() {
        return written != null && (tombstone == null || written.isWrittenAfter(tombstone));
    }
}
