package dev.tidewater.engine.dead;

import java.util.List;

/** Which dead letters of a topic are meant. */
public sealed interface Wanted {
    /** Every one. */
    record All() implements Wanted {}

    /** Those that at least one pipeline could not decode for this reason. */
    record OfReason(String reason) implements Wanted {}

    /** These, at least one; each must be there. */
    record Records(List<RecordId> ids) implements Wanted {
        public Records {
            ids = List.copyOf(ids);
            if (ids.isEmpty()) {
                throw new IllegalArgumentException("no record is named");
            }
        }
    }
}
