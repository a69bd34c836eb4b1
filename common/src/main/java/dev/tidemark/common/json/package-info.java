/// JSON as text. [JsonReader] walks over it in place, [JsonValue] is one value where it stands, and [CanonicalJson] is
/// the one text that Java and the store compare.
///
/// This is code of our own because the contract decides by the byte and by the event, and a general parser by the whole
/// request: see `docs/adr/0006-own-json-reader.md`.
package dev.tidemark.common.json;
