package dev.tidewater.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stdout, which remembers why it could not be written: a {@link PrintStream} over it does not tell. */
final class AnswerStream extends OutputStream {
    private final OutputStream out;
    private volatile @Nullable IOException failure;

    AnswerStream(OutputStream out) {
        this.out = out;
    }

    /** Writes here in UTF-8, whatever the locale. */
    PrintStream printer() {
        return new PrintStream(new BufferedOutputStream(this, 8192), false, StandardCharsets.UTF_8);
    }

    /** Why something was not written. A reader that has seen enough and went away, such as {@code head}, is no failure. */
    Optional<String> failure() {
        IOException e = failure;
        String reason = e == null ? "" : String.valueOf(e.getMessage());
        return e == null || reason.toLowerCase(Locale.ROOT).contains("pipe") ? Optional.empty() : Optional.of(reason);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }
}
