package dev.tidemark.ingest.validation;

import java.util.List;

/// The events of one request, judged.
///
/// @param submissions  each of them, in their order
/// @param wantsReceipt whether the client will ask what became of them in the store
public record Batch(List<Submission> submissions, boolean wantsReceipt) {}
