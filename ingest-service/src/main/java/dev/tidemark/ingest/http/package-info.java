/// The way of a call from the socket to its answer ([Pipeline]), whatever it is about; [Endpoint]s say what is done.
/// Bodies come in within their bounds ([Bodies], [Unpacking]), and all of them together within theirs
/// ([InFlightBytes]). What is refused on the way has cost next to nothing.
package dev.tidemark.ingest.http;
