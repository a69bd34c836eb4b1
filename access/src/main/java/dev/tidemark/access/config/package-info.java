/// How both services are configured, and how they refuse to start when they are not. A [Setting] is one thing that
/// can be set, as the mapping interfaces declare it; a [Configuration] is all of a service's, with the rules that
/// hold between them ([SharedRules] for both), and finds what is wrong ([Fault]) before anything of the service
/// starts.
@NullMarked
package dev.tidemark.access.config;

import org.jspecify.annotations.NullMarked;
