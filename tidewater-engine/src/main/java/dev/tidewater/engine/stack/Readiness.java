package dev.tidewater.engine.stack;

import java.io.IOException;

/** Whether a service can do its work. An open port is too early. */
@FunctionalInterface
interface Readiness {
    /**
     * Asks once, within about a second.
     *
     * @throws IOException if the service does not answer yet, which counts as not ready
     */
    boolean ready(StackContext context) throws IOException, InterruptedException;
}
