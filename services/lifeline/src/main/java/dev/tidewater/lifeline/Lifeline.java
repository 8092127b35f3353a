package dev.tidewater.lifeline;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;

/**
 * Runs another main class and holds the parent's end of standard input as its lifeline: when the pipe closes, because
 * the parent closed it or was killed, this JVM exits. The kernel closes a dead process's pipes, so this works after
 * {@code kill -9} too, and unlike polling the parent's pid it cannot be fooled by a pid used again.
 *
 * <p>Usage: {@code java … dev.tidewater.lifeline.Lifeline GRACE_MILLIS MAIN_CLASS ARGS…}. With a grace of 0 the JVM halts
 * at once without shutdown hooks; otherwise hooks may take that long.
 */
public final class Lifeline {
    private Lifeline() {}

    public static void main(String[] args) throws Throwable {
        if (args.length < 2) {
            throw new IllegalArgumentException("usage: Lifeline GRACE_MILLIS MAIN_CLASS ARGS...");
        }
        Duration grace = Duration.ofMillis(Long.parseLong(args[0]));
        Method main = Class.forName(args[1]).getMethod("main", String[].class);
        Thread watch = new Thread(() -> awaitEndOfParent(System.in, () -> end(grace)), "lifeline");
        watch.setDaemon(true);
        watch.start();
        try {
            main.invoke(null, (Object) Arrays.copyOfRange(args, 2, args.length));
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    /** Returns, after having run {@code onEnd}, once {@code parent} is at its end or broken. */
    static void awaitEndOfParent(InputStream parent, Runnable onEnd) {
        byte[] ignored = new byte[64];
        try {
            while (parent.read(ignored) >= 0) {
                // The parent says nothing; only the end of the stream matters.
            }
        } catch (IOException e) {
            // A broken pipe is an ended parent.
        }
        onEnd.run();
    }

    private static void end(Duration grace) {
        if (grace.isZero()) {
            Runtime.getRuntime().halt(0);
        }
        Thread exit = new Thread(() -> System.exit(0), "lifeline-exit");
        exit.setDaemon(true);
        exit.start();
        try {
            exit.join(grace.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(0);
    }
}
