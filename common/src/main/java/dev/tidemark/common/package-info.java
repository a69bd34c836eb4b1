/// The wire contract between the services, and nothing else.
///
/// Read it in the order in which an event meets it: [dev.tidemark.common.event] says what an event is and turns bytes
/// into one (or into the reason why not), [dev.tidemark.common.merge] is the algebra by which events become rows, and
/// [dev.tidemark.common.topic] names the topics, their keys and their headers.
package dev.tidemark.common;
