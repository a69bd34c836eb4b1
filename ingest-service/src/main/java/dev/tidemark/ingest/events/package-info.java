/// `POST /api/v1/events` in its forms.
package dev.tidemark.ingest.events;
