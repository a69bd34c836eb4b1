/// The system in containers: `docker-compose.yml` held against its schema and the rest of the checkout, and run.
package dev.tidemark.system.compose;
