package dev.tidemark.system.k8s;

import dev.tidemark.cli.stack.Installation;
import dev.tidemark.common.event.Lane;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;

/// The sources of the packaged writer, which is not on the class path of these tests.
final class WriterSource {
    private WriterSource() {}

    /// The groups in which writers share them.
    static List<String> groups() {
        try (URLClassLoader writer = new URLClassLoader(new URL[] {
            Installation.find()
                    .root()
                    .resolve("writer-service/target/classes")
                    .toUri()
                    .toURL()
        })) {
            Class<?> source = writer.loadClass("dev.tidemark.writer.kafka.Source");
            Method group = source.getMethod("group");
            List<String> groups = new ArrayList<>();
            for (Object each : source.getEnumConstants()) {
                groups.add(group.invoke(each).toString());
            }
            return groups;
        } catch (IOException | ReflectiveOperationException changed) {
            throw new AssertionError("the writer has no sources any more", changed);
        }
    }

    /// The group that reads a lane.
    static String group(Lane lane) {
        return groups().stream()
                .filter(group -> group.endsWith("-" + lane.label()))
                .findFirst()
                .orElseThrow();
    }
}
