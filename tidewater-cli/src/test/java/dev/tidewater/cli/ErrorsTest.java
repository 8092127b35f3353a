package dev.tidewater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidewater.cli.CommonOptions.Format;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class ErrorsTest {
    @Test
    void callsABugABugAndShowsWhere() {
        Failure failure = Failure.of(new IllegalStateException("no such thing"));
        assertThat(failure.error().code()).isEqualTo("bug");
        assertThat(failure.error().exitCode()).isEqualTo(70);
        assertThat(failure.error().message())
                .isEqualTo("this is a bug of Tidewater: java.lang.IllegalStateException: no such thing");
        assertThat(failure.error().hint()).isEqualTo("please report it with what you typed and the lines on stderr");
        assertThat(failure.trace()).contains("ErrorsTest.callsABugABugAndShowsWhere");
    }

    @Test
    void doesNotCallAFullDiskABug() {
        IOException full = new FileSystemException("/data/x", null, "No space left on device");
        Failure failure = Failure.of(new UncheckedIOException("writing the run file", full));
        assertThat(failure.error().code()).isEqualTo("resource");
        assertThat(failure.error().exitCode()).isEqualTo(3);
        assertThat(failure.error().message()).isEqualTo("writing the run file: \"/data/x\": No space left on device");
        assertThat(failure.error().hint()).isEqualTo("see to the file or the disk, and try again");
        assertThat(failure.trace()).isEmpty();
    }

    @Test
    void namesTheFileThatIsTheTrouble() {
        assertThat(message(new UncheckedIOException(new NoSuchFileException("/a"))))
                .isEqualTo("\"/a\" does not exist");
        assertThat(message(new AccessDeniedException("/b"))).isEqualTo("\"/b\": permission denied");
        assertThat(message(new IOException())).isEqualTo("IOException");
    }

    @Test
    void findsTheWantedFormatInAnyWayOfWritingIt() {
        assertThat(Errors.format("logs", "-fo", "json")).isEqualTo(Format.JSON);
        assertThat(Errors.format("logs", "-fojson")).isEqualTo(Format.JSON);
        assertThat(Errors.format("ps", "-o", "xml")).isEqualTo(Format.TEXT);
        assertThat(Errors.format("ps", "-o")).isEqualTo(Format.TEXT);
        assertThat(Errors.format("ps", "--project", "json")).isEqualTo(Format.TEXT);
        assertThat(Errors.format("query", "--", "-o", "json")).isEqualTo(Format.TEXT);
    }

    private static String message(Exception thrown) {
        return Failure.of(thrown).error().message();
    }
}
