package dev.tidewater.flink.registry;

import dev.tidewater.flink.formats.SchemaLookup;
import dev.tidewater.flink.formats.SchemaText;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for a registry that is down and asks again, however long that takes; the log says so once. Other answers pass.
 * One thread asks, another may close.
 */
public final class PatientRegistry implements SchemaLookup, AutoCloseable {
    /** A call to a registry. */
    @FunctionalInterface
    public interface Call<T> {
        T on(SchemaRegistry registry) throws IOException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(PatientRegistry.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final SchemaRegistry registry;
    private final String waiting;
    private final CountDownLatch closed = new CountDownLatch(1);

    /** @param waiting who waits, as the log calls it */
    public PatientRegistry(SchemaRegistry registry, String waiting) {
        this.registry = registry;
        this.waiting = waiting;
    }

    @Override
    public Optional<String> schema(int id) throws IOException {
        return ask(up -> up.schema(id));
    }

    /** As {@link SchemaRegistry#schemaText}, once there is an answer. */
    public Optional<SchemaText> schemaText(int id) throws IOException {
        return ask(up -> up.schemaText(id));
    }

    /**
     * The answer, once there is one.
     *
     * @throws IOException if the registry says no, or this is closed or interrupted while it waits
     */
    public <T> T ask(Call<T> call) throws IOException {
        Duration pause = FIRST_PAUSE;
        boolean down = false;
        while (true) {
            try {
                T answer = call.on(registry);
                if (down) {
                    LOG.info("{} goes on: the schema registry answers again", waiting);
                }
                return answer;
            } catch (RegistryDownException e) {
                if (!down) {
                    LOG.warn("{} waits until the schema registry is back: {}", waiting, e.getMessage());
                    down = true;
                }
                await(pause, e);
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
        }
    }

    private void await(Duration pause, RegistryDownException down) throws IOException {
        try {
            if (closed.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                throw down;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(waiting + " was interrupted while the schema registry is down", e);
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
