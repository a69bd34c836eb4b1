package dev.tidemark.bench.writer;

import dev.tidemark.cli.Failure;
import dev.tidemark.cli.stack.Installation;
import dev.tidemark.cli.stack.Ports;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// What the writer's liveness keeps on disk, for one measurement alone. The writer may be at work in it.
///
/// @param path where
public record StateFolder(Path path) {
    static StateFolder of(Ports ports) {
        return new StateFolder(Installation.find().home().resolve("ephemeral").resolve("liveness-" + ports.name()));
    }

    /// The size of all its files.
    public long bytes() {
        AtomicLong bytes = new AtomicLong();
        walk(new Visitor() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                bytes.addAndGet(attributes.size());
                return FileVisitResult.CONTINUE;
            }
        });
        return bytes.get();
    }

    /// All of it goes.
    public void delete() {
        walk(new Visitor() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failed) throws IOException {
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /// Passes over what has gone meanwhile.
    private static class Visitor extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (failure instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw failure;
        }
    }

    private void walk(Visitor visitor) {
        try {
            Path _ = Files.walkFileTree(path, visitor);
        } catch (IOException denied) {
            throw new Failure("cannot get through " + path + ": " + denied.getMessage(), denied);
        }
    }
}
