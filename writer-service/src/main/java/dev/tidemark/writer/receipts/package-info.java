/// What became of a request's events, for the client that sent them: [ReceiptResource] reads what the store's
/// transactions wrote.
package dev.tidemark.writer.receipts;
