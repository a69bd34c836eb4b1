/// Finds sessions that were given up, and counts what happens, on Kafka Streams. Its one input are the committed rows
/// that writers announce: [dev.tidemark.writer.liveness.Sessions] joins them by the algebra, so that duplicates and
/// order do not matter and nothing is counted that the store did not take. Each session is looked at when it is due
/// ([dev.tidemark.writer.liveness.Tracked]); one that is silent for too long becomes an
/// [dev.tidemark.writer.liveness.Finding.Expiry]. What a session counts for
/// ([dev.tidemark.writer.liveness.Contributions]) is summed by minute and repository.
/// [dev.tidemark.writer.liveness.LivenessTopology] shows the whole, [dev.tidemark.writer.liveness.LivenessService]
/// runs it.
@NullMarked
package dev.tidemark.writer.liveness;

import org.jspecify.annotations.NullMarked;
