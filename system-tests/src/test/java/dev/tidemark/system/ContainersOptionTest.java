package dev.tidemark.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.cli.stack.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.kafka.common.utils.AppInfoParser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `./tidemark test --containers` where it cannot be done: it fails, and says what is missing.
class ContainersOptionTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path programs;

    @BeforeEach
    void nothingIsBuilt() throws IOException {
        program("mvn", "echo a build; exit 1");
    }

    @Test
    void withoutAnEngine() throws Exception {
        program("docker", "exit 1");

        assertThat(testOnContainers())
                .startsWith("1 tidemark: no container engine answers")
                .doesNotContain("a build");
    }

    @Test
    void withoutAnImage() throws Exception {
        program("docker", "[ $1 = info ]");
        String kafka = "apache/kafka:" + AppInfoParser.getVersion();

        assertThat(testOnContainers())
                .startsWith("1 tidemark: the image " + kafka + " is missing")
                .contains("docker pull " + kafka, "system-tests/stand-in-images")
                .doesNotContain("a build");
    }

    @Test
    void withoutCompose() throws Exception {
        program("docker", "[ $1 != compose ]");
        program("docker-compose", "exit 1");

        assertThat(testOnContainers())
                .startsWith("1 tidemark: no Docker Compose")
                .doesNotContain("a build");
    }

    /// Puts a program before those of this machine.
    private void program(String name, String script) throws IOException {
        Files.createFile(
                programs.resolve(name),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.writeString(programs.resolve(name), "#!/bin/sh\n" + script + "\n");
    }

    /// Its exit code, and what it printed.
    private String testOnContainers() throws IOException, InterruptedException {
        Path root = Installation.find().root();
        ProcessBuilder builder = new ProcessBuilder(root.resolve("tidemark").toString(), "test", "--containers")
                .redirectErrorStream(true);
        builder.environment().merge("PATH", programs.toString(), (path, ours) -> ours + ":" + path);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        return process.waitFor() + " " + output;
    }
}
