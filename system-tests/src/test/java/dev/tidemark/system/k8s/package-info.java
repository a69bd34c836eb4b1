/// The manifests under `k8s`, without a cluster: rendered, and held against the models of Kubernetes and its
/// extensions,
/// the contract of the topics, and what the packaged services know. Begin with
/// [dev.tidemark.system.k8s.Overlay].
package dev.tidemark.system.k8s;
