package dev.tidemark.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;

/// One line of a file of events.
///
/// @param number its place in the file, from 1
/// @param json   its bytes
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record EventLine(long number, byte[] json) {
    /// Whether the line can stand in a request without breaking it for the others.
    boolean isJsonObject() {
        try {
            return Api.JSON.readTree(json).isObject();
        } catch (JsonProcessingException notJson) {
            return false;
        } catch (IOException notText) {
            return false;
        }
    }
}
