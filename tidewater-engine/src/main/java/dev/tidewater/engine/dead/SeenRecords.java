package dev.tidewater.engine.dead;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/** A set of records that is small also for millions: a bit for each offset, in pieces. */
final class SeenRecords {
    private static final int PIECE_BITS = 16;

    private final Map<Piece, BitSet> pieces = new HashMap<>();

    private record Piece(int partition, long number) {}

    /** Tells whether the record is new. */
    boolean add(RecordId id) {
        BitSet piece =
                pieces.computeIfAbsent(new Piece(id.partition(), id.offset() >> PIECE_BITS), none -> new BitSet());
        int bit = (int) (id.offset() & ((1 << PIECE_BITS) - 1));
        boolean isNew = !piece.get(bit);
        piece.set(bit);
        return isNew;
    }
}
