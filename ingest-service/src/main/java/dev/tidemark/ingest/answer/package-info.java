/// What a client is told: a [Verdict] per event, gathered in an [Answer], or a [Problem] where nothing can be judged.
package dev.tidemark.ingest.answer;
