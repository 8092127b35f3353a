package dev.tidewater.server;

import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Reads the ends of logs. */
public final class LogTail {
    private static final long WINDOW = 1024 * 1024;

    private LogTail() {}

    /**
     * The end of a log.
     *
     * @param lines the last ones; if the log is to be followed, only those that have ended
     * @param position in the log behind these lines
     */
    public record Tail(List<String> lines, long position) {
        public Tail {
            lines = List.copyOf(lines);
        }
    }

    /** At most {@code lines} last lines, from at most the last MiB; nothing if there is no such log. */
    public static List<String> last(Path log, int lines) {
        byte[] end = end(log).bytes();
        return last(new String(end, StandardCharsets.UTF_8), lines);
    }

    /** As {@link #last} without a last line that is still being written: it belongs to what {@link #follow} copies. */
    public static Tail lastEnded(Path log, int lines) {
        End end = end(log);
        int length = end.bytes().length;
        while (length > 0 && end.bytes()[length - 1] != '\n') {
            length--;
        }
        return new Tail(
                last(new String(end.bytes(), 0, length, StandardCharsets.UTF_8), lines), end.position() + length);
    }

    private record End(byte[] bytes, long position) {}

    private static End end(Path log) {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long length = file.length();
            long position = Math.max(0, length - WINDOW);
            byte[] bytes = new byte[(int) (length - position)];
            file.seek(position);
            file.readFully(bytes);
            return new End(bytes, position);
        } catch (IOException e) {
            return new End(new byte[0], 0);
        }
    }

    private static List<String> last(String text, int lines) {
        List<String> all = text.lines().toList();
        return all.subList(Math.max(0, all.size() - lines), all.size());
    }

    /** Copies what stands in {@code log} behind {@code position}, and what is appended, until this thread is interrupted. */
    public static void follow(Path log, long position, PrintStream out) throws IOException {
        long copied = position;
        while (true) {
            copied = copyFrom(log, copied, out);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300));
        }
    }

    private static long copyFrom(Path log, long position, PrintStream out) throws IOException {
        if (!Files.exists(log)) {
            return 0;
        }
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long from = file.length() < position ? 0 : position;
            byte[] bytes = new byte[(int) Math.min(file.length() - from, WINDOW)];
            file.seek(from);
            file.readFully(bytes);
            out.write(bytes, 0, bytes.length);
            out.flush();
            return from + bytes.length;
        }
    }
}
