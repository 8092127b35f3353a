package dev.tidewater.engine.produce;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** Reads one record after the other. */
interface RecordReader extends Closeable {
    /**
     * The next record, or empty at the end.
     *
     * @throws InputFault if there is none to read here; another call goes on behind it if the fault is recoverable
     */
    Optional<InputRecord> next() throws InputFault, IOException;
}
