/// What is too old goes ([Retention]): in small batches, off the hot path, and by one instance at a time.
package dev.tidemark.writer.retention;
