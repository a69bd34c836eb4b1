/// How much may be sent: the bounds of one request and the rates of one user or address ([LimitsConfig]), as they are
/// now ([Limits]), and the decision about a call ([RateLimiter]) by token buckets, of this instance or shared.
package dev.tidemark.ingest.limits;
