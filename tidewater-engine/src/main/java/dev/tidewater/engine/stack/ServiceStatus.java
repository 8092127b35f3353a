package dev.tidewater.engine.stack;

import java.time.Duration;
import java.util.Locale;

/**
 * One service as seen by {@code status}.
 *
 * @param pid 0 while it is not running
 * @param readyAfter from launch to readiness; zero before
 * @param restarts how often it ended by itself and was started again
 * @param residentBytes memory that it occupies; 0 where the system does not tell
 */
public record ServiceStatus(String name, State state, long pid, Duration readyAfter, int restarts, long residentBytes) {
    /** Starting → ready; ready → starting when it died and is started again; any → stopped. */
    public enum State {
        STARTING,
        READY,
        STOPPED;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
