/// Calls that extension clients made before there was Tidemark, kept working: thin translations into native events,
/// which are then judged and published like all others. Their clients take any 2xx as done, so a call of which anything
/// must be sent again is refused as a whole, with 503; what was accepted of it is known by its id the second time.
///
/// Ids there are counters per table and device. So an event's id is a [Fingerprint] of what the record is.
package dev.tidemark.ingest.clients;
