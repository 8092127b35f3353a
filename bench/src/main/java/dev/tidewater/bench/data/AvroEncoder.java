package dev.tidewater.bench.data;

/** Avro behind the five bytes that name the schema. In a union null is the first. */
final class AvroEncoder implements Encoder {
    private final int schemaId;
    private final Bytes bytes = new Bytes();

    AvroEncoder(int schemaId) {
        this.schemaId = schemaId;
    }

    @Override
    public void begin() {
        bytes.clear();
        bytes.put(0);
        for (int shift = 24; shift >= 0; shift -= 8) {
            bytes.put(schemaId >>> shift);
        }
    }

    @Override
    public void name(String column) {}

    @Override
    public void some() {
        whole(1);
    }

    @Override
    public void none() {
        whole(0);
    }

    @Override
    public void text(byte[] ascii) {
        whole(ascii.length);
        bytes.put(ascii);
    }

    @Override
    public void whole(long value) {
        long left = (value << 1) ^ (value >> 63);
        while ((left & ~0x7FL) != 0) {
            bytes.put((int) (left & 0x7F | 0x80));
            left >>>= 7;
        }
        bytes.put((int) left);
    }

    @Override
    public void real(double value) {
        long bits = Double.doubleToRawLongBits(value);
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            bytes.put((int) (bits >>> shift));
        }
    }

    @Override
    public void money(long cents) {
        int length = 1;
        while (cents >> (length * Byte.SIZE - 1) != 0 && length < Long.BYTES) {
            length++;
        }
        whole(length);
        for (int shift = (length - 1) * Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            bytes.put((int) (cents >>> shift));
        }
    }

    @Override
    public void time(long millis) {
        whole(millis);
    }

    @Override
    public void truth(boolean value) {
        bytes.put(value ? 1 : 0);
    }

    @Override
    public byte[] end() {
        return bytes.copy();
    }
}
