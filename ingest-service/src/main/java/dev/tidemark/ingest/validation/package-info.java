/// A body becomes events ([BatchReader]), each of them valid or rejected for a reason ([Rules]). One bad event never
/// fails the good ones beside it.
package dev.tidemark.ingest.validation;
