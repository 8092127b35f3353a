package dev.tidewater.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserFilesTest {
    @TempDir
    private Path folder;

    @Test
    void replacesTheTextAndNothingElse() throws IOException {
        Path file = Files.writeString(folder.resolve("a.sql"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-x---"));
        Path link = Files.createSymbolicLink(folder.resolve("b.sql"), file);

        UserFiles.replace(link, "old", "new");

        assertThat(file).hasContent("new");
        assertThat(Files.isSymbolicLink(link)).isTrue();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rwxr-x---");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactlyInAnyOrder(file, link);
        }
    }

    @Test
    void leavesAFileAloneThatSomebodyElseHasChanged() throws IOException {
        Path file = Files.writeString(folder.resolve("a.sql"), "mine");

        assertThatThrownBy(() -> UserFiles.replace(file, "old", "new"))
                .hasMessageContaining("has been changed meanwhile");

        assertThat(file).hasContent("mine");
    }
}
