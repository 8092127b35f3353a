package dev.tidewater.flink.formats.protobuf;

/** How values are encoded: the lowest three bits of a tag. */
final class Wire {
    static final int VARINT = 0;
    static final int FIXED64 = 1;
    /** A length, then so many bytes. */
    static final int LENGTH = 2;

    static final int GROUP = 3;
    static final int END_OF_GROUP = 4;
    static final int FIXED32 = 5;

    private static final int BITS = 3;

    private Wire() {}

    static int tag(int number, int wire) {
        return number << BITS | wire;
    }

    static int number(int tag) {
        return tag >>> BITS;
    }

    static int wire(int tag) {
        return tag & ((1 << BITS) - 1);
    }
}
