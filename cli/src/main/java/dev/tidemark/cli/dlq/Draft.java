package dev.tidemark.cli.dlq;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tidemark.cli.Failure;
import dev.tidemark.cli.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A new payload, and the file it is in.
///
/// @param payload it itself
/// @param file    where it is; null when it came from standard input
/// @param isOurs  whether that file was made for it, by this command
record Draft(Payload payload, @Nullable Path file, boolean isOurs) {
    /// What a file has, or standard input.
    ///
    /// @param name of the file, or `-`
    static Draft inFile(String name) {
        try {
            return name.equals("-")
                    ? new Draft(new Payload(System.in.readAllBytes()), null, false)
                    : new Draft(new Payload(Files.readAllBytes(Path.of(name))), Path.of(name), false);
        } catch (NoSuchFileException missing) {
            throw new Failure("there is no file " + name, missing);
        } catch (IOException unreadable) {
            throw new Failure("cannot read " + name + ": " + unreadable.getMessage(), unreadable);
        }
    }

    /// What a person makes of a payload in their editor. JSON is given to them in lines; what they leave untouched is
    /// the payload byte for byte. Only they can read the file.
    ///
    /// @param editor a command of the shell, which is given the file
    static Draft inEditor(Payload present, String editor) throws InterruptedException {
        byte[] shown =
                present.text().map(text -> PrettyJson.of(text).getBytes(UTF_8)).orElse(present.bytes());
        Path file = write(shown);
        edit(file, editor);
        Payload edited = inFile(file.toString()).payload();
        byte[] withoutLastLineEnd = withoutLastLineEnd(edited.bytes(), shown);
        boolean isUntouched = Arrays.equals(withoutLastLineEnd, shown);
        return new Draft(isUntouched ? present : new Payload(withoutLastLineEnd), file, true);
    }

    /// The editor of whoever calls this.
    ///
    /// @throws Failure when there is none, and nobody who could use one
    static String editor() {
        return Stream.of("VISUAL", "EDITOR")
                .map(System::getenv)
                .filter(command -> command != null && !command.isBlank())
                .findFirst()
                .orElseGet(() -> {
                    if (!Terminal.canAsk()) {
                        throw new Failure(
                                "there is no editor: set VISUAL or EDITOR, or give the new payload with --file");
                    }
                    return "vi";
                });
    }

    /// Where it can be found later; what came from standard input is written to a file for that.
    String keep() {
        Path kept = file == null ? write(payload.bytes()) : file;
        return kept.toString();
    }

    /// Removes the file, if it was made for this.
    void discard() {
        try {
            if (isOurs && file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException busy) {
            throw new Failure("cannot remove " + file + ": " + busy.getMessage(), busy);
        }
    }

    /// On POSIX, such files can be read by their owner alone.
    private static Path write(byte[] bytes) {
        try {
            Path made = Files.createTempFile("tidemark-letter-", ".json");
            Files.write(made, bytes);
            return made;
        } catch (IOException full) {
            throw new Failure("cannot write a temporary file: " + full.getMessage(), full);
        }
    }

    private static void edit(Path file, String editor) throws InterruptedException {
        try {
            int exit = new ProcessBuilder("sh", "-c", editor + " \"$1\"", "edit", file.toString())
                    .inheritIO()
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new Failure(
                        "the editor ended with " + exit + "; nothing was changed, and what you wrote is in " + file);
            }
        } catch (IOException noShell) {
            throw new Failure("cannot start the editor (" + editor + "): " + noShell.getMessage(), noShell);
        }
    }

    /// Editors end the last line, whether or not it was ended before.
    private static byte[] withoutLastLineEnd(byte[] edited, byte[] before) {
        boolean wasEnded = before.length > 0 && before[before.length - 1] == '\n';
        boolean isEnded = edited.length > 0 && edited[edited.length - 1] == '\n';
        return isEnded && !wasEnded ? Arrays.copyOf(edited, edited.length - 1) : edited;
    }
}
