package dev.tidewater.engine.produce;

import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.TidewaterException;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The bytes to read, without gzip and byte order mark: of a file, which can be read again, or of standard input, which
 * can be read once unless it is {@link #spooled} to disk.
 */
final class Source implements Closeable {
    /** How many bytes {@link #head} looks at. */
    static final int HEAD = 64 * 1024;

    private final String label;
    private final Optional<Path> path;
    private final Optional<InputStream> once;
    private final boolean temporary;
    private @Nullable Counting current;

    private Source(String label, Optional<Path> path, Optional<InputStream> once, boolean temporary) {
        this.label = label;
        this.path = path;
        this.once = once;
        this.temporary = temporary;
    }

    static Source ofFile(Path file) {
        if (!Files.exists(file)) {
            throw new TidewaterException(
                    ErrorCode.USAGE, "file \"" + file + "\" does not exist", "check the name of the file");
        }
        if (Files.isDirectory(file)) {
            throw new TidewaterException(
                    ErrorCode.USAGE, "\"" + file + "\" is a folder, not a file", "name one file in it");
        }
        if (!Files.isReadable(file)) {
            throw new TidewaterException(
                    ErrorCode.USAGE, "file \"" + file + "\" cannot be read", "check its permissions");
        }
        return new Source("file \"" + file + "\"", Optional.of(file), Optional.empty(), false);
    }

    static Source ofStandardInput(InputStream in) throws IOException {
        Counting counting = new Counting(in);
        Source source = new Source(
                "standard input", Optional.empty(), Optional.of(new BufferedInputStream(plain(counting), HEAD)), false);
        source.current = counting;
        return source;
    }

    /** As messages name it. */
    String label() {
        return label;
    }

    boolean replayable() {
        return path.isPresent();
    }

    /** Size on disk; absent for standard input. */
    OptionalLong size() throws IOException {
        return path.isPresent() ? OptionalLong.of(Files.size(path.get())) : OptionalLong.empty();
    }

    /** How much of the latest opened stream was read, counted before decompression. */
    long bytesRead() {
        return current == null ? 0 : current.count;
    }

    /** The bytes from the beginning; a source that is not {@link #replayable} gives what is left. */
    InputStream open() throws IOException {
        if (once.isPresent()) {
            return once.get();
        }
        Counting counting = new Counting(Files.newInputStream(path.orElseThrow()));
        current = counting;
        try {
            return new BufferedInputStream(plain(counting), HEAD);
        } catch (IOException e) {
            counting.close();
            throw e;
        }
    }

    /** The first bytes, at most {@link #HEAD}, without taking them away; from a pipe, those that came at once. */
    byte[] head() throws IOException {
        if (once.isPresent()) {
            InputStream in = once.get();
            in.mark(HEAD);
            byte[] bytes = new byte[HEAD];
            int count = in.read(bytes);
            in.reset();
            return Arrays.copyOf(bytes, Math.max(0, count));
        }
        try (InputStream in = open()) {
            return in.readNBytes(HEAD);
        }
    }

    /** A file with the plain bytes: this source if it is one, else a temporary copy, deleted on close. */
    Source asPlainFile() throws IOException {
        return path.isPresent() && !isGzip(path.get()) ? this : spooled();
    }

    /** The same bytes in a temporary file, deleted on close. */
    Source spooled() throws IOException {
        Path file = Files.createTempFile("tidewater-produce-", ".spool");
        try (InputStream in = open();
                OutputStream out = Files.newOutputStream(file)) {
            in.transferTo(out);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
        return new Source(label, Optional.of(file), Optional.empty(), true);
    }

    /** Where the bytes lie. */
    Path path() {
        return path.orElseThrow();
    }

    @Override
    public void close() throws IOException {
        if (temporary) {
            Files.deleteIfExists(path());
        }
    }

    private static boolean isGzip(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] magic = in.readNBytes(2);
            return isGzip(magic, magic.length);
        }
    }

    private static boolean isGzip(byte[] bytes, int count) {
        return count >= 2 && bytes[0] == (byte) 0x1f && bytes[1] == (byte) 0x8b;
    }

    private static InputStream plain(InputStream in) throws IOException {
        byte[] magic = new byte[2];
        PushbackInputStream pushback = new PushbackInputStream(in, 2);
        int count = pushback.readNBytes(magic, 0, 2);
        pushback.unread(magic, 0, count);
        return withoutByteOrderMark(isGzip(magic, count) ? new GZIPInputStream(pushback, 1 << 16) : pushback);
    }

    private static InputStream withoutByteOrderMark(InputStream in) throws IOException {
        byte[] mark = new byte[3];
        PushbackInputStream pushback = new PushbackInputStream(in, 3);
        int count = pushback.readNBytes(mark, 0, 3);
        int pair = (mark[0] & 0xff) << 8 | mark[1] & 0xff;
        if (count >= 2 && (pair == 0xfeff || pair == 0xfffe)) {
            throw new TidewaterException(
                    ErrorCode.USAGE,
                    "the input is UTF-16 text, only UTF-8 is read",
                    "convert it: iconv -f UTF-16 -t UTF-8");
        }
        boolean utf8 = count == 3 && mark[0] == (byte) 0xef && mark[1] == (byte) 0xbb && mark[2] == (byte) 0xbf;
        if (!utf8) {
            pushback.unread(mark, 0, count);
        }
        return pushback;
    }

    private static final class Counting extends FilterInputStream {
        private long count;

        Counting(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            count += value < 0 ? 0 : 1;
            return value;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            count += Math.max(0, read);
            return read;
        }
    }
}
