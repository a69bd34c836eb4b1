/// The algebra by which events become rows: commutative, associative and idempotent, so that any duplication,
/// reordering, retry, crash or replay of the same events leaves the same rows. Start at [SessionState].
///
/// The same algebra exists once in SQL, in the writer's migrations; a property test there holds the two together.
/// Everything rests on [Version], a total order in which no two different contents tie.
package dev.tidemark.common.merge;
