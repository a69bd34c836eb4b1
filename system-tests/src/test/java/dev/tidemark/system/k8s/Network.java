package dev.tidemark.system.k8s;

import dev.tidemark.system.k8s.Overlay.Pod;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Who may speak to whom, by the policies of an overlay. Everything is denied that none of them allows.
record Network(Overlay overlay) {
    /// Whether a pod may go to a port of another.
    boolean leaves(Pod from, int port, Pod to) {
        return leaves(from, port, peer -> isPod(peer, to));
    }

    /// Whether a pod lets in another at a port.
    boolean enters(Pod to, int port, Pod from) {
        return enters(to, port, peer -> isPod(peer, from));
    }

    /// Whether a pod may go to some peers at a port.
    boolean leaves(Pod from, int port, Predicate<NetworkPolicyPeer> to) {
        return policies(from, "Egress")
                .flatMap(policy -> policy.getSpec().getEgress().stream())
                .anyMatch(rule ->
                        hasPort(rule.getPorts(), port) && rule.getTo().stream().anyMatch(to));
    }

    /// Whether a pod lets in some peers at a port.
    boolean enters(Pod to, int port, Predicate<NetworkPolicyPeer> from) {
        return policies(to, "Ingress")
                .flatMap(policy -> policy.getSpec().getIngress().stream())
                .anyMatch(rule -> hasPort(rule.getPorts(), port)
                        && rule.getFrom().stream().anyMatch(from));
    }

    private Stream<NetworkPolicy> policies(Pod pod, String direction) {
        return overlay.all(NetworkPolicy.class)
                .filter(policy -> policy.getSpec().getPolicyTypes().contains(direction))
                .filter(policy -> selects(policy.getSpec().getPodSelector(), pod));
    }

    private static boolean hasPort(List<NetworkPolicyPort> ports, int wanted) {
        return ports.stream().anyMatch(port -> port.getPort().getIntVal() == wanted);
    }

    private static boolean isPod(NetworkPolicyPeer peer, Pod pod) {
        return peer.getNamespaceSelector() == null
                && peer.getPodSelector() != null
                && selects(peer.getPodSelector(), pod);
    }

    /// A peer of all pods of a namespace.
    static Predicate<NetworkPolicyPeer> namespace(String name) {
        return peer -> peer.getPodSelector() == null
                && peer.getNamespaceSelector() != null
                && name.equals(peer.getNamespaceSelector().getMatchLabels().get("kubernetes.io/metadata.name"));
    }

    /// A peer of addresses.
    static boolean isBlock(NetworkPolicyPeer peer) {
        return peer.getIpBlock() != null;
    }

    /// Whether a selector is for a pod.
    static boolean selects(LabelSelector selector, Pod pod) {
        return pod.labels().entrySet().containsAll(selector.getMatchLabels().entrySet())
                && selector.getMatchExpressions().stream().allMatch(expression -> holds(expression, pod));
    }

    private static boolean holds(LabelSelectorRequirement expression, Pod pod) {
        if (!expression.getOperator().equals("In")) {
            throw new IllegalStateException("only In, please: " + expression);
        }
        return expression.getValues().contains(pod.labels().get(expression.getKey()));
    }
}
