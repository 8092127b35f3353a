package dev.tidewater.flink.parquet.columns;

import java.util.concurrent.ConcurrentLinkedQueue;

/** Scratch space that is lent for one page at a time: there is as much of it as threads write pages at once, however many files are open. */
public final class Scratches {
    private final ConcurrentLinkedQueue<Scratch> idle = new ConcurrentLinkedQueue<>();

    Scratch borrow() {
        Scratch scratch = idle.poll();
        return scratch == null ? new Scratch() : scratch;
    }

    void giveBack(Scratch scratch) {
        scratch.trim();
        idle.add(scratch);
    }
}
