/// Records become deliveries ([DeliveryReader]) or dead letters, and deliveries a [Batch] of rows.
package dev.tidemark.writer.batch;
