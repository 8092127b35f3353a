package dev.tidewater.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.TidewaterException;
import dev.tidewater.server.ErrorBody;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/**
 * What anything thrown means to the user.
 *
 * @param error for programs, and for the exit code
 * @param trace where in the program it happened; empty unless it is our bug
 */
record Failure(ErrorBody.Error error, String trace) {
    private static final int BUG = 70;

    static Failure of(Throwable thrown) {
        if (thrown instanceof TidewaterException known) {
            return known(known);
        }
        IOException trouble = fileTrouble(thrown);
        if (trouble != null) {
            return known(new TidewaterException(
                    ErrorCode.RESOURCE,
                    message(thrown, trouble),
                    "see to the file or the disk, and try again",
                    trouble));
        }
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        ErrorBody.Error bug = new ErrorBody.Error(
                "bug",
                BUG,
                "this is a bug of Tidewater: " + thrown,
                "please report it with what you typed and the lines on stderr",
                java.util.List.of());
        return new Failure(bug, trace.toString());
    }

    private static Failure known(TidewaterException e) {
        return new Failure(ErrorBody.of(e).error(), "");
    }

    /** A disk that is full or a file that may not be read is nobody's bug; text that is not JSON is ours. */
    private static @org.jspecify.annotations.Nullable IOException fileTrouble(Throwable thrown) {
        IOException trouble = thrown instanceof UncheckedIOException unchecked ? unchecked.getCause() : null;
        if (thrown instanceof IOException direct) {
            trouble = direct;
        }
        return trouble instanceof JsonProcessingException ? null : trouble;
    }

    private static String message(Throwable thrown, IOException trouble) {
        String reason = reason(trouble);
        boolean attemptNamed = thrown instanceof UncheckedIOException
                && thrown.getMessage() != null
                && !thrown.getMessage().equals(trouble.toString());
        return attemptNamed ? thrown.getMessage() + ": " + reason : reason;
    }

    private static String reason(IOException trouble) {
        if (trouble instanceof NoSuchFileException missing) {
            return "\"" + missing.getFile() + "\" does not exist";
        }
        if (trouble instanceof AccessDeniedException denied) {
            return "\"" + denied.getFile() + "\": permission denied";
        }
        if (trouble instanceof FileSystemException failed && failed.getReason() != null) {
            return "\"" + failed.getFile() + "\": " + failed.getReason();
        }
        return trouble.getMessage() == null ? trouble.getClass().getSimpleName() : trouble.getMessage();
    }
}
