package dev.tidewater.server;

import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Reads the ends of logs. */
public final class LogTail {
    private static final long WINDOW = 1024 * 1024;

    private LogTail() {}

    /** At most {@code lines} last lines, from at most the last MiB; nothing if there is no such log. */
    public static List<String> last(Path log, int lines) {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            file.seek(Math.max(0, file.length() - WINDOW));
            byte[] bytes = new byte[(int) (file.length() - file.getFilePointer())];
            file.readFully(bytes);
            List<String> all = new String(bytes, StandardCharsets.UTF_8).lines().toList();
            return all.subList(Math.max(0, all.size() - lines), all.size());
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Copies what is appended to {@code logs} from now on, until this thread is interrupted. */
    public static void follow(List<Path> logs, PrintStream out) throws IOException {
        List<Long> positions = new ArrayList<>();
        for (Path log : logs) {
            positions.add(Files.exists(log) ? Files.size(log) : 0L);
        }
        while (true) {
            for (int i = 0; i < logs.size(); i++) {
                positions.set(i, copyFrom(logs.get(i), positions.get(i), out));
            }
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
