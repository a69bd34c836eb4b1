package dev.tidemark.system.k8s;

import dev.tidemark.cli.stack.Installation;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What a folder under `k8s` puts into a cluster.
///
/// @param name      the folder
/// @param resources all of it
record Overlay(String name, List<HasMetadata> resources) {
    /// Everything in one cluster.
    static Overlay local() {
        return of("overlays/local");
    }

    /// With Kafka and PostgreSQL elsewhere.
    static Overlay production() {
        return of("overlays/production");
    }

    /// What production has in Kafka's namespace.
    static Overlay kafka() {
        return of("overlays/production/kafka");
    }

    /// Those in which Tidemark runs.
    static Stream<Overlay> systems() {
        return Stream.of(local(), production());
    }

    /// All of them.
    static Stream<Overlay> all() {
        return Stream.of(local(), production(), kafka());
    }

    private static Overlay of(String name) {
        return new Overlay(
                name,
                new Kustomization(folder(name))
                        .render().stream().map(Model::read).toList());
    }

    /// Where its files are.
    static Path folder(String name) {
        return Installation.find().root().resolve("k8s").resolve(name);
    }

    /// Its resources of a kind.
    <T extends HasMetadata> Stream<T> all(Class<T> kind) {
        return resources.stream().filter(kind::isInstance).map(kind::cast);
    }

    /// Its one resource of a kind and name.
    <T extends HasMetadata> T one(Class<T> kind, String name) {
        return all(kind)
                .filter(resource -> resource.getMetadata().getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + kind.getSimpleName() + " " + name + " in " + this.name));
    }

    /// Its pods.
    Stream<Pod> pods() {
        return resources.stream().flatMap(resource -> switch (resource) {
            case Deployment deployment ->
                Stream.of(Pod.of(deployment, deployment.getSpec().getTemplate()));
            case StatefulSet set -> Stream.of(Pod.of(set, set.getSpec().getTemplate()));
            case Job job -> Stream.of(Pod.of(job, job.getSpec().getTemplate()));
            default -> Stream.empty();
        });
    }

    /// The pod of a workload.
    Pod pod(String workload) {
        return pods().filter(pod -> pod.name().equals(workload)).findFirst().orElseThrow();
    }

    /// The pods of our own services.
    Stream<Pod> services() {
        return Stream.of(pod("ingest"), pod("writer"));
    }

    /// One pod of a workload; all of ours have one container each.
    ///
    /// @param name   of the workload
    /// @param labels by which it is selected
    record Pod(String name, Map<String, String> labels, PodSpec spec) {
        private static Pod of(HasMetadata workload, PodTemplateSpec template) {
            return new Pod(
                    workload.getMetadata().getName(), template.getMetadata().getLabels(), template.getSpec());
        }

        Container container() {
            return spec.getContainers().getFirst();
        }

        /// The value of a variable, where it is written in the manifest.
        String env(String variable) {
            return container().getEnv().stream()
                    .filter(each -> each.getName().equals(variable))
                    .map(EnvVar::getValue)
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(name + " has no " + variable));
        }

        /// The number of a port.
        int port(String name) {
            return container().getPorts().stream()
                    .filter(port -> port.getName().equals(name))
                    .findFirst()
                    .orElseThrow()
                    .getContainerPort();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
