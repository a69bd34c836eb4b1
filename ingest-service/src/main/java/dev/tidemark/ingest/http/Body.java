package dev.tidemark.ingest.http;

import dev.tidemark.common.event.EventReader;
import dev.tidemark.common.json.JsonReader;

/// The bytes of one request's body, for as long as it is open.
///
/// @param bytes       they stand at its beginning
/// @param length      how many they are
/// @param reservation its share of the memory for bodies
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record Body(byte[] bytes, int length, InFlightBytes.Reservation reservation) implements AutoCloseable {
    /// A reader of it.
    public JsonReader reader() {
        return new JsonReader(bytes, 0, length, EventReader.MAX_DEPTH);
    }

    @Override
    public void close() {
        reservation.close();
    }
}
