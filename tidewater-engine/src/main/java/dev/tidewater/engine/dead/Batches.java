package dev.tidewater.engine.dead;

import java.util.ArrayList;
import java.util.List;

/** Cuts what is to be sent into pieces that fit in memory and in one transaction. */
final class Batches {
    private static final long MOST_BYTES = 16L << 20;
    private static final int MOST_RECORDS = 1_000;

    private Batches() {}

    /** A record, and how large its value is. */
    record Sized(RecordId id, long bytes) {}

    /**
     * In the same order, each of one partition only. A batch is larger than 16 MiB only if its first record is.
     *
     * @param records by partition and offset
     */
    static List<List<RecordId>> of(List<Sized> records) {
        List<List<RecordId>> batches = new ArrayList<>();
        List<RecordId> batch = new ArrayList<>();
        long bytes = 0;
        for (Sized record : records) {
            boolean fits = batch.size() < MOST_RECORDS
                    && bytes + record.bytes() <= MOST_BYTES
                    && (batch.isEmpty()
                            || batch.get(0).partition() == record.id().partition());
            if (!batch.isEmpty() && !fits) {
                batches.add(List.copyOf(batch));
                batch.clear();
                bytes = 0;
            }
            batch.add(record.id());
            bytes += record.bytes();
        }
        if (!batch.isEmpty()) {
            batches.add(List.copyOf(batch));
        }
        return batches;
    }
}
