/// What a client may ask ingest for beside sending.
package dev.tidemark.ingest.service;
