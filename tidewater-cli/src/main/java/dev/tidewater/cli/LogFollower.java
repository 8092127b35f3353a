package dev.tidewater.cli;

import dev.tidewater.server.LogTail;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Copies what is appended to logs, line by line, and says of which log a line is if there are several. */
final class LogFollower {
    private final PrintStream out;

    LogFollower(PrintStream out) {
        this.out = out;
    }

    /** A log, and from where to copy it. */
    record Source(Path log, long position) {}

    /** Returns when nobody reads the output any more. */
    void follow(Map<String, Source> logs) {
        int width = logs.keySet().stream().mapToInt(String::length).max().orElse(0);
        List<CompletableFuture<Void>> copies = new ArrayList<>();
        logs.forEach((name, source) -> {
            String prefix = logs.size() == 1 ? "" : name + " ".repeat(width - name.length()) + " | ";
            copies.add(CompletableFuture.runAsync(() -> copy(source, prefix), LogFollower::onThreadOfItsOwn));
        });
        try {
            CompletableFuture.anyOf(copies.toArray(CompletableFuture[]::new)).join();
        } catch (CompletionException e) {
            if (!(e.getCause() instanceof NobodyReads)) {
                throw e;
            }
        }
    }

    private void copy(Source source, String prefix) {
        try (PrintStream lines = new EagerPrinter(new Lines(prefix))) {
            LogTail.follow(source.log(), source.position(), lines);
        } catch (IOException e) {
            throw new UncheckedIOException("following " + source.log(), e);
        }
    }

    private static void onThreadOfItsOwn(Runnable task) {
        Thread thread = new Thread(task, "follow");
        thread.setDaemon(true);
        thread.start();
    }

    /** The reader of our output went away, as {@code head} does. */
    private static final class NobodyReads extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Passes bytes on at once and throws what is thrown below; a plain one swallows I/O errors. */
    private static final class EagerPrinter extends PrintStream {
        private final Lines lines;

        EagerPrinter(Lines lines) {
            super(lines, false, StandardCharsets.UTF_8);
            this.lines = lines;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            lines.write(bytes, offset, length);
        }
    }

    /** Writes whole lines behind the prefix, so that those of several logs do not mix. */
    private final class Lines extends OutputStream {
        private final byte[] prefix;
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();

        Lines(String prefix) {
            this.prefix = prefix.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public void write(int b) {
            line.write(b);
            if (b == '\n') {
                pass();
            }
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            for (int i = offset; i < offset + length; i++) {
                write(bytes[i]);
            }
        }

        private void pass() {
            synchronized (out) {
                out.write(prefix, 0, prefix.length);
                out.write(line.toByteArray(), 0, line.size());
                out.flush();
                if (out.checkError()) {
                    throw new NobodyReads();
                }
            }
            line.reset();
        }
    }
}
