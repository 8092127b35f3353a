package dev.tidewater.cli;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** While open, says what goes on without us if Ctrl-C or a signal ends this process. The exit code is the signal's: 130. */
final class Interruption implements AutoCloseable {
    private final AtomicBoolean over = new AtomicBoolean();

    private Interruption(Supplier<String> words) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            if (!over.get()) {
                CommonOptions.say("\ninterrupted; " + words.get());
            }
        }));
    }

    static Interruption says(String words) {
        return new Interruption(() -> words);
    }

    static Interruption says(Supplier<String> words) {
        return new Interruption(words);
    }

    @Override
    public void close() {
        over.set(true);
    }
}
