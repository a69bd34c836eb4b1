/// Dead letters sent again: as tasks that survive their instance, at a rate, with the outcome of each event; and tried
/// out
/// before, on the real store.
@NullMarked
package dev.tidemark.writer.replay;

import org.jspecify.annotations.NullMarked;
