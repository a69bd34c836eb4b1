package dev.tidemark.ingest.clients;

import dev.tidemark.ingest.events.NativeJson;
import dev.tidemark.ingest.validation.Submission;

/// What one record of a client became.
///
/// @param list  in which list it stood
/// @param index at which place there
/// @param item  the record
/// @param event the event that it is
record Translated(String list, int index, Item item, Submission event) {
    /// The members that every event begins with.
    static NativeJson envelope(String id, String type, String occurredAt) {
        return new NativeJson().add("id", id).add("type", type).add("occurred_at", occurredAt);
    }
}
