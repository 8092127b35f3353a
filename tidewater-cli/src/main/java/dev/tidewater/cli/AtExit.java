package dev.tidewater.cli;

import java.util.concurrent.atomic.AtomicBoolean;

/** While open, does something if Ctrl-C or a signal ends this process. */
final class AtExit implements AutoCloseable {
    private final AtomicBoolean over = new AtomicBoolean();

    private AtExit(Runnable work) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            if (!over.get()) {
                work.run();
            }
        }));
    }

    static AtExit run(Runnable work) {
        return new AtExit(work);
    }

    @Override
    public void close() {
        over.set(true);
    }
}
