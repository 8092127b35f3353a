package dev.tidewater.engine.dead;

import java.util.List;
import java.util.Map;

/** Where records of one topic are sent again, and where it is written down that they were: both or neither. */
interface ReplayTarget extends AutoCloseable {
    /**
     * Ends every other replay of the topic, and tells what was sent by then. From here to the first {@link #send}
     * nothing can be sent by others without ending this one.
     */
    Map<RecordId, Replayed> begin();

    /** Sends all of these or none, and returns when that is certain. */
    void send(List<Outgoing> batch);

    @Override
    void close();

    /**
     * A record to send again.
     *
     * @param record with the value to send
     */
    record Outgoing(DeadRecord record, Replayed replayed) {}
}
