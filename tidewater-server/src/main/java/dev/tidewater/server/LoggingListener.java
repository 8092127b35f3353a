package dev.tidewater.server;

import dev.tidewater.engine.stack.StackListener;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what happens to services into the supervisor's log. */
final class LoggingListener implements StackListener {
    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);

    @Override
    public void ready(String service, Duration after) {
        LOG.info("{} ready after {} ms", service, after.toMillis());
    }

    @Override
    public void ended(String service, int exitCode) {
        LOG.warn("{} ended with exit code {}; starting it again", service, exitCode);
    }

    @Override
    public void failed(String service, RuntimeException cause) {
        LOG.error("{} could not be started again; trying once more", service, cause);
    }
}
