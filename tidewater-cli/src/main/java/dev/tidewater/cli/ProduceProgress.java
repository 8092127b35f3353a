package dev.tidewater.cli;

import dev.tidewater.engine.produce.ProduceListener;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/** Shows how far a file is: on a terminal in one line that is rewritten, elsewhere in a line every five seconds. */
final class ProduceProgress implements ProduceListener, AutoCloseable {
    private static final long INTERVAL = Duration.ofSeconds(5).toNanos();
    private static final String ERASE_LINE = "\r\u001B[K";

    private final String file;
    private final Terminal.Talk talk;
    private final PrintStream err;
    private final LongSupplier nanoTime;
    private Phase phase = Phase.INFERRING;
    private long phaseBegan;
    private long lastLine;
    private boolean lineIsOpen;
    private volatile long sent;

    ProduceProgress(Path file, Terminal.Talk talk, PrintStream err, LongSupplier nanoTime) {
        this.file = file.toString().equals("-") ? "standard input" : String.valueOf(file.getFileName());
        this.talk = talk;
        this.err = err;
        this.nanoTime = nanoTime;
        this.phaseBegan = nanoTime.getAsLong();
        this.lastLine = phaseBegan;
    }

    @Override
    public void progressed(Progress progress) {
        long now = nanoTime.getAsLong();
        if (progress.phase() != phase) {
            phase = progress.phase();
            phaseBegan = now;
        }
        if (phase == Phase.SENDING) {
            sent = progress.records();
        }
        if (talk != Terminal.Talk.LINES) {
            err.print(ERASE_LINE + words(progress, now - phaseBegan));
            err.flush();
            lineIsOpen = true;
        } else if (now - lastLine >= INTERVAL) {
            err.println(words(progress, now - phaseBegan));
            lastLine = now;
        }
    }

    /** What to know when the run breaks off now. */
    String interrupted() {
        return sent == 0
                ? "nothing was sent"
                : "about " + Units.count(sent, "record")
                        + " were sent; look at the topic before sending the file again";
    }

    /** Leaves no half line behind. */
    @Override
    public void close() {
        if (lineIsOpen) {
            err.print(ERASE_LINE);
            err.flush();
            lineIsOpen = false;
        }
    }

    private String words(Progress progress, long nanos) {
        StringBuilder words = new StringBuilder(
                switch (progress.phase()) {
                    case INFERRING -> "reading types from ";
                    case CHECKING -> "checking ";
                    case SENDING -> "sending ";
                });
        words.append(file).append(": ").append(Units.count(progress.records(), "record"));
        progress.bytesTotal()
                .ifPresent(total -> words.append(String.format(
                        Locale.ROOT, ", %d %%", total == 0 ? 100 : Math.min(100, progress.bytesRead() * 100 / total))));
        if (progress.phase() == Phase.SENDING && nanos > Duration.ofSeconds(1).toNanos()) {
            words.append(", ")
                    .append(Units.number(Math.round(progress.records() * 1e9 / nanos)))
                    .append(" a second");
        }
        return words.toString();
    }
}
