package dev.tidewater.flink.formats;

import dev.tidewater.flink.formats.DecodeException.Reason;

/**
 * The five bytes that Confluent's serializers put before a record: a zero, then the id of the writer's schema as a
 * big-endian int. The wire format of Confluent Schema Registry, version 0.
 */
public final class ConfluentFraming {
    /** Bytes before the payload. */
    public static final int SIZE = 1 + Integer.BYTES;

    private static final byte MAGIC = 0;

    private ConfluentFraming() {}

    /** The id of the writer's schema; the payload follows after {@link #SIZE} bytes. */
    public static int schemaId(byte[] record, int offset, int length) throws DecodeException {
        if (length < SIZE) {
            throw new DecodeException(Reason.TOO_SHORT, offset + length);
        }
        if (record[offset] != MAGIC) {
            throw new DecodeException(Reason.BAD_MAGIC, offset);
        }
        return (record[offset + 1] & 0xFF) << 24
                | (record[offset + 2] & 0xFF) << 16
                | (record[offset + 3] & 0xFF) << 8
                | (record[offset + 4] & 0xFF);
    }

    /** Writes the prefix at the start of an array. */
    public static void write(int schemaId, byte[] record) {
        record[0] = MAGIC;
        record[1] = (byte) (schemaId >>> 24);
        record[2] = (byte) (schemaId >>> 16);
        record[3] = (byte) (schemaId >>> 8);
        record[4] = (byte) schemaId;
    }
}
