package dev.tidemark.writer.store;

/// What an operator asks for.
///
/// @param selection which letters; of these, those that are open
/// @param isDryRun  whether they are only tried out
/// @param rate      the most events a second
/// @param lane      `origin` for the lane each came from, `express` or `bulk`
/// @param cap       letters that were replayed so often are left out
public record ReplayOrder(Selection selection, boolean isDryRun, int rate, String lane, int cap) {}
