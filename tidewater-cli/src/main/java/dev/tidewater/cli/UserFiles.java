package dev.tidewater.cli;

import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.TidewaterException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Writes into files that belong to the user. */
final class UserFiles {
    private UserFiles() {}

    /**
     * Puts another text in place of a file's. A crash leaves the one or the other, whole; permissions stay, and a link stays one.
     *
     * @param before the text that {@code after} was made of
     * @throws TidewaterException (REFUSED) if the file holds something else by now
     */
    static void replace(Path file, String before, String after) {
        try {
            Path real = file.toRealPath();
            if (!Files.readString(real).equals(before)) {
                throw new TidewaterException(
                        ErrorCode.REFUSED,
                        "file \"" + file + "\" has been changed meanwhile, and is left as it is",
                        "do it again");
            }
            Path temporary = real.resolveSibling(real.getFileName() + ".tidewater");
            try {
                Files.copy(real, temporary, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
                Files.writeString(temporary, after);
                try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                    channel.force(true);
                }
                Files.move(temporary, real, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("writing " + file, e);
        }
    }
}
