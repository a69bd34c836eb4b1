/// Who did what, and why: [AuditResource] shows what [dev.tidemark.writer.store.Audits] keeps.
package dev.tidemark.writer.audit;
