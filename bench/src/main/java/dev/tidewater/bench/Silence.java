package dev.tidewater.bench;

import dev.tidewater.engine.stack.StackListener;
import java.time.Duration;

/** Says nothing of services: a run that lacked one tells by itself. */
final class Silence implements StackListener {
    @Override
    public void ready(String service, Duration after) {}

    @Override
    public void ended(String service, int exitCode) {}

    @Override
    public void failed(String service, RuntimeException cause) {}
}
