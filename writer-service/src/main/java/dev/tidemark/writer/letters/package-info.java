/// The dead-letter inbox. [Projection] follows the dead-letter topic: [LetterReader] makes of each of its records a
/// [death][dev.tidemark.writer.store.Death] with a [Fingerprint], [dev.tidemark.writer.store.DeadLetters] joins it into
/// its letter. [LettersResource] and [LetterResource] show them, [DecisionsResource] takes what operators
/// decide; [LetterRebuild] makes all but the decisions anew from the topic, and [OpenLetters] counts what waits.
package dev.tidemark.writer.letters;
