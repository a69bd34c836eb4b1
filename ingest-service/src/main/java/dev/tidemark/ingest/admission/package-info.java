/// Who sends ([Sender]), as a bearer token ([Tokens]) or a beacon token ([BeaconTokens]) says, and from where
/// ([ClientAddress]).
package dev.tidemark.ingest.admission;
