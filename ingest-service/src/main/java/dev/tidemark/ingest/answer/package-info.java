/// What a client is told: the verdicts of a batch gathered in one [Answer].
package dev.tidemark.ingest.answer;
