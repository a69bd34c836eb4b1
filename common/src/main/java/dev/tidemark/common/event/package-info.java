/// Events and how to read them. Start at [EventReader]: both services decode with it, so that what ingest accepts
/// the writer can read. What cannot be read is a value ([Decoded.Unreadable]), never an exception.
package dev.tidemark.common.event;
