package dev.tidemark.system.compose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidemark.cli.stack.Installation;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What images are made of: the same sources, built elsewhere at another time, are the same jars.
class ReproducibleJarsTest {
    private static final Path ROOT = Installation.find().root();
    private static final Set<String> NOT_SOURCES = Set.of("target", "node_modules", ".git", ".tidemark");

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path elsewhere;

    @Test
    void aSecondBuildOfTheContractIsTheSameByteByByte() throws Exception {
        packageElsewhere("common");

        assertThat(jars(elsewhere, "common/target")).isEqualTo(jars(ROOT, "common/target"));
    }

    /// Quarkus numbers and orders what it generates as its parallel build steps happen to run, and Hibernate draws
    /// names
    /// at random: of that one jar only the classes are the same.
    @Tag("long")
    @Test
    void aSecondBuildOfEverythingIsTheSameByteByByteButForWhatQuarkusGenerates() throws Exception {
        packageElsewhere("common,access,cli,ingest-service,writer-service");

        for (String service : List.of("ingest-service", "writer-service")) {
            String app = service + "/target/quarkus-app";
            String generated = app + "/quarkus/generated-bytecode.jar";
            Map<String, String> here = jars(ROOT, app);
            Map<String, String> there = jars(elsewhere, app);
            assertThat(here.remove(generated)).isNotNull();
            assertThat(there.remove(generated)).isNotNull();
            assertThat(there).isEqualTo(here);
            assertThat(entries(elsewhere.resolve(generated))).isEqualTo(entries(ROOT.resolve(generated)));
        }
        assertThat(jars(elsewhere, "cli/target")).isEqualTo(jars(ROOT, "cli/target"));
    }

    private void packageElsewhere(String modules) throws IOException, InterruptedException {
        copySources();
        List<String> command = new ArrayList<>(List.of("mvn", "-B", "-q", "-o", "-Dquick", "-DskipTests"));
        command.addAll(List.of("package", "-pl", modules));
        ProcessBuilder maven =
                new ProcessBuilder(command).directory(elsewhere.toFile()).redirectErrorStream(true);
        maven.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = maven.start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    private void copySources() throws IOException {
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                if (NOT_SOURCES.contains(folder.getFileName().toString())) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(elsewhere.resolve(ROOT.relativize(folder)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(file, elsewhere.resolve(ROOT.relativize(file)));
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static List<String> entries(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return zip.stream().map(ZipEntry::getName).sorted().toList();
        }
    }

    /// The digests of the jars below a folder, by path.
    private static Map<String, String> jars(Path root, String folder) throws Exception {
        Map<String, String> digests = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root.resolve(folder))) {
            for (Path jar :
                    files.filter(file -> file.toString().endsWith(".jar")).toList()) {
                MessageDigest digest = MessageDigest.getInstance("SHA-256");
                try (var in = new DigestInputStream(Files.newInputStream(jar), digest)) {
                    in.transferTo(OutputStream.nullOutputStream());
                }
                digests.put(root.relativize(jar).toString(), HexFormat.of().formatHex(digest.digest()));
            }
        }
        assertThat(digests).isNotEmpty();
        return digests;
    }
}
