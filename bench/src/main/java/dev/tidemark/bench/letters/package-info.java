/// What operators do with dead letters, over HTTP before the packaged writer. [LettersBenchmark] is the whole story:
/// letters of a [LetterSet] go from their topic to the [Inbox], are tried out and sent again as [Replays], which must
/// leave live events alone ([LiveEvents]), and are listed among a million ([ListCalls]); and a [LettersReport].
package dev.tidemark.bench.letters;
