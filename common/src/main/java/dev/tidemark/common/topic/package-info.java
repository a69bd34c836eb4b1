/// Topics, the keys by which events find their partition ([EventKey]) and the headers that travel with them
/// ([EventHeaders]). Any producer can write to a topic, so whatever is read here is checked.
package dev.tidemark.common.topic;
