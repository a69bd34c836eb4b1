/// What is valid goes to its lane ([Publisher]), and only the broker's acknowledgement makes it accepted.
package dev.tidemark.ingest.publishing;
